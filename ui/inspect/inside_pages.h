// The pages inside the network, one of them at a time. A page's views are made when it is shown first.
#pragma once

#include "ui/inspect/view_registry.h"

class QButtonGroup;
class QShortcut;
class QSplitter;
class QStackedWidget;

namespace unroll {

class FlatButton;

class InsidePages : public QWidget {
    Q_OBJECT

public:
    explicit InsidePages(LookFocus& focus, QWidget* parent = nullptr); // the focus outlives it

    InsidePage page() const;
    void open(InsidePage page);
    void open(const QString& viewId); // and its page

    void setOwnWindow(bool own); // what the button for that shows

    QList<std::pair<QString, QString>> shortcuts() const; // what a key does, and the key

signals:
    void made(unroll::InsideView* view);
    void pageChanged();
    void windowWanted(bool own); // a person wants the pages in a window of their own, or back

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    struct Side {
        QStackedWidget* stack = nullptr; // as many pages as views, made or not
        std::vector<const ViewRow*> rows{};
    };
    void fill(int index);
    void fillSide(QSplitter& page, InsidePage of, PageSide side);
    void openView(const Side& side, int number);

    LookFocus& focus_;
    std::vector<PageRow> rows_;
    QButtonGroup* buttons_ = nullptr;
    FlatButton* ownWindow_ = nullptr;
    QStackedWidget* stack_ = nullptr;
    QList<QShortcut*> keys_;
    std::vector<Side> sides_; // of the pages that were shown
};

} // namespace unroll
