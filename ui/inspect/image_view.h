// The digit with its pieces inked one after the other, or what its pixels do to the answer.
#pragma once

#include "ui/inspect/inside_view.h"

namespace unroll {

class FlatButton;
class ReadingCanvas;

class ImageView : public InsideView {
    Q_OBJECT

public:
    explicit ImageView(LookFocus& focus, QWidget* parent = nullptr);

    LookWish wish() const override;
    std::string table() const override;
    void paint(QCPPainter& painter, const QSize& size, bool paper) override;

protected:
    void draw() override;
    QString describe(const NetworkSight& sight) const override;
    void chooseSegment(int group, int segment) override;

private:
    void markCell();
    void listClasses();
    void chooseClass(std::optional<int> label);
    QString classSpokenFor(const NetworkSight& sight) const;

    bool saliency_ = false;
    std::optional<int> class_; // whose logit it is about; nothing: the predicted one
    QStringList classes_;      // to choose from
    FlatButton* classButton_ = nullptr;
    std::vector<ReadingCanvas*> canvases_;
};

} // namespace unroll
