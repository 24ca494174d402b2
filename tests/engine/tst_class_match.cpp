#include "engine/session/class_match.h"

#include <QTest>

#include <stdexcept>

using namespace unroll;

namespace {

using Names = std::vector<std::string>;

QString failureOf(int classes, const Names& model, const Names& data) {
    try {
        matchClasses(classes, model, data);
    } catch (const std::invalid_argument& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

} // namespace

class TestClassMatch : public QObject {
    Q_OBJECT

private slots:
    void classesGoByTheirNames_data() {
        QTest::addColumn<Names>("model");
        QTest::addColumn<Names>("data");
        QTest::addColumn<std::vector<int>>("classes");
        QTest::addColumn<Names>("unknown");
        QTest::addColumn<bool>("same");
        const Names abc{"a", "b", "c"};
        QTest::newRow("the same") << abc << abc << std::vector<int>{0, 1, 2} << Names{} << true;
        QTest::newRow("fewer") << abc << Names{"b", "c"} << std::vector<int>{1, 2} << Names{} << false;
        QTest::newRow("the first ones") << abc << Names{"a", "b"} << std::vector<int>{0, 1} << Names{} << false;
        QTest::newRow("another order") << abc << Names{"c", "a", "b"} << std::vector<int>{2, 0, 1} << Names{} << false;
        QTest::newRow("others among them")
            << abc << Names{"b", "c", "d"} << std::vector<int>{1, 2, -1} << Names{"d"} << false;
        QTest::newRow("more") << abc << Names{"d", "a", "b", "c", "e"} << std::vector<int>{-1, 0, 1, 2, -1}
                              << Names{"d", "e"} << false;
        QTest::newRow("digits") << Names{"0", "1", "2", "3"} << Names{"3", "1"} << std::vector<int>{3, 1} << Names{}
                                << false;
        QTest::newRow("letters differ") << abc << Names{"A", "b", "c "} << std::vector<int>{-1, 1, -1}
                                        << Names{"A", "c "} << false;
        QTest::newRow("by number") << Names{} << abc << std::vector<int>{0, 1, 2} << Names{} << true;
    }
    void classesGoByTheirNames() {
        QFETCH(Names, model);
        QFETCH(Names, data);
        QFETCH(std::vector<int>, classes);
        QFETCH(Names, unknown);
        QFETCH(bool, same);
        const ClassMatch match = matchClasses(3, model, data);
        QCOMPARE(match.modelClass, classes);
        QCOMPARE(match.unknown, unknown);
        QCOMPARE(match.isSame, same);
    }

    void whatCanNotBeMatchedIsNamed() {
        QCOMPARE(failureOf(3, {"a", "b", "c"}, {"x", "y"}),
                 "The model knows the classes a, b and c, and the data has the classes x and y.");
        QCOMPARE(failureOf(3, {}, {"x", "y"}),
                 "The model does not tell the names of its 3 classes, and the data has 2.");
    }

    void otherClassesAreADifference() {
        const Names abc{"a", "b", "c"};
        QCOMPARE(classDifference(abc, Names{"a", "c", "b"}, "acb"),
                 std::string("it was trained on the classes a, b and c, and acb has the classes a, c and b"));
        QVERIFY(classDifference(abc, abc, "abc").empty());
        QVERIFY(classDifference({}, abc, "abc").empty()); // an older run does not tell
        QVERIFY(classDifference(abc, {}, "abc").empty());
    }

    void manyClassesAreCutShort() {
        QCOMPARE(classesText(Names{"d"}), std::string("the class d"));
        Names names;
        for (int i = 0; i < 10; ++i)
            names.push_back(std::to_string(i));
        QCOMPARE(classesText(names), std::string("the classes 0, 1, 2, 3, 4, 5, 6, 7, 8 and 9"));
        names.emplace_back("10");
        QCOMPARE(classesText(names), std::string("the classes 0, 1, 2, 3, 4, 5, 6, 7 and 3 more"));
    }
};

QTEST_APPLESS_MAIN(TestClassMatch)
#include "tst_class_match.moc"
