// What views are told, made by hand.
#pragma once

#include "ui/inspect/network_sight.h"

namespace unroll {

// Of a network of these cells, units and classes, with these arrays of one subject.
inline NetworkSight sightWith(std::vector<FoundArray> arrays, std::int64_t cells, std::int64_t hidden, int classes) {
    NetworkSight sight;
    sight.run = QStringLiteral("1 vanilla");
    sight.shape = {.cells = cells, .piece = 1, .hidden = hidden, .layers = 1, .gates = 1, .classes = classes};
    for (int index = 0; index < classes; ++index)
        sight.classes.append(QString::number(index));
    Findings findings;
    findings.query.subjects = {TestImage{0}};
    findings.answers = {{0, 0, 1.0F}};
    findings.arrays = std::move(arrays);
    sight.findings = std::make_shared<const Findings>(std::move(findings));
    return sight;
}

// Of many test images, read as these classes with these probabilities.
struct ReadImage {
    int label = 0;
    int prediction = 0;
    float probability = 1;
};
inline NetworkSight sightOfTestSet(const std::vector<ReadImage>& images, int classes) {
    NetworkSight sight = sightWith({}, 1, 1, classes);
    Findings findings;
    for (std::size_t i = 0; i < images.size(); ++i) {
        findings.query.subjects.emplace_back(TestImage{static_cast<std::int64_t>(i)});
        findings.answers.push_back({images[i].label, images[i].prediction, images[i].probability});
    }
    sight.findings = std::make_shared<const Findings>(std::move(findings));
    sight.testImages = [images](std::span<const std::int64_t> indices) {
        std::vector<DigitImage> found;
        for (const std::int64_t index : indices)
            found.push_back({index, 2, 2, images[static_cast<std::size_t>(index)].label, {0, 255, 0, 255}});
        return found;
    };
    return sight;
}

} // namespace unroll
