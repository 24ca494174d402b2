#include "ui/shell/about_box.h"

#include "ui/theme/icons.h"

#include <QCoreApplication>
#include <QMessageBox>

namespace unroll {
namespace {

struct AboutWords {
    Q_DECLARE_TR_FUNCTIONS(unroll::AboutBox)
};

} // namespace

void openAbout(QWidget* window, const QString& version) {
    auto* box = new QMessageBox(window);
    box->setObjectName(QStringLiteral("about"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(AboutWords::tr("About Unroll"));
    box->setIconPixmap(programIcon().pixmap(64));
    box->setText(version.isEmpty() ? AboutWords::tr("Unroll") : AboutWords::tr("Unroll %1").arg(version));
    box->setInformativeText(
        AboutWords::tr("Watch recurrent networks learn handwritten digits, and why their gradients "
                       "vanish.\n\nFree software under the GNU General Public License, version 3 or "
                       "later, without any warranty.\n\nBuilt with Qt %1, QCustomPlot and Eigen.")
            .arg(QLatin1String(qVersion())));
    box->setStandardButtons(QMessageBox::Close);
    box->open();
}

} // namespace unroll
