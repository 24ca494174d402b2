#include "ui/widgets/mnemonics.h"

#include <QHash>
#include <QSet>

namespace unroll {
namespace {

// Labels and letters as a bipartite graph; a label that finds its letters taken asks their owners to move on (Kuhn, The
// Hungarian method for the assignment problem, 1955).
class Assignment {
public:
    explicit Assignment(const QStringList& labels)
        : labels_(labels) {}

    bool assign(qsizetype label) {
        QSet<QChar> asked;
        return assign(label, asked);
    }
    QChar letterOf(qsizetype label) const { return owners_.key(label); }

private:
    bool assign(qsizetype label, QSet<QChar>& asked) {
        for (const bool evenIfTaken : {false, true})
            for (const QChar character : labels_[label]) {
                const QChar letter = character.toLower();
                if (letter.isLetter() && take(letter, label, evenIfTaken, asked))
                    return true;
            }
        return false;
    }

    bool take(QChar letter, qsizetype label, bool evenIfTaken, QSet<QChar>& asked) {
        if (owners_.contains(letter)) {
            if (!evenIfTaken || asked.contains(letter))
                return false;
            asked.insert(letter);
            if (!assign(owners_[letter], asked))
                return false;
        }
        owners_[letter] = label;
        return true;
    }

    const QStringList& labels_;
    QHash<QChar, qsizetype> owners_;
};

} // namespace

QStringList withMnemonics(const QStringList& labels) {
    Assignment assignment(labels);
    QList<bool> served;
    for (qsizetype i = 0; i < labels.size(); ++i)
        served.append(assignment.assign(i));
    QStringList marked = labels;
    for (qsizetype i = 0; i < labels.size(); ++i)
        if (served[i])
            marked[i].insert(labels[i].toLower().indexOf(assignment.letterOf(i)), QLatin1Char('&'));
    return marked;
}

} // namespace unroll
