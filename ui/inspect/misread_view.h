// The test images behind a cell of the confusion matrix, or all that are misread: the surest first.
#pragma once

#include "ui/inspect/digit_grid_model.h"
#include "ui/inspect/inside_view.h"

class QListView;

namespace unroll {

class DigitDelegate;

class MisreadView : public InsideView {
    Q_OBJECT

public:
    explicit MisreadView(LookFocus& focus, QWidget* parent = nullptr);

    LookWish wish() const override;
    std::string table() const override;
    void paint(QCPPainter& painter, const QSize& size, bool paper) override;

protected:
    void draw() override;
    QString describe(const NetworkSight& sight) const override;

private:
    std::vector<Prediction> chosen(const NetworkSight& sight) const; // the surest first
    QString choiceText(const NetworkSight& sight) const;

    DigitGridModel model_;
    QListView* list_ = nullptr;
    DigitDelegate* delegate_ = nullptr;
};

} // namespace unroll
