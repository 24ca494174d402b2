#include "engine/tensor/processors.h"

#include "engine/tensor/control_groups.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <thread>

#ifdef __linux__
#include <sched.h>
#endif

namespace unroll {
namespace {

using std::filesystem::path;

constexpr double unlimited = std::numeric_limits<double>::infinity();

int allowedProcessors() {
#ifdef __linux__
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0)
        return CPU_COUNT(&allowed);
#endif
    return static_cast<int>(std::thread::hardware_concurrency());
}

// Processors' worth of time. "max" and -1 stand for no limit.
double share(double quota, double period) { return quota > 0 && period > 0 ? quota / period : unlimited; }

double numberIn(const path& name) {
    std::ifstream file(name);
    double number = 0;
    return file >> number ? number : 0;
}

double shareOf(const path& group) {
    std::ifstream file(group / "cpu.max"); // "200000 100000"
    double quota = 0;
    double period = 0;
    if (file >> quota >> period)
        return share(quota, period);
    return share(numberIn(group / "cpu.cfs_quota_us"), numberIn(group / "cpu.cfs_period_us"));
}

} // namespace

int usableProcessors(const path& root) {
    double processors = allowedProcessors();
    for (const path& group : controlGroups("cpu", root))
        processors = std::min(processors, shareOf(group));
    return std::max(1, static_cast<int>(std::ceil(processors)));
}

} // namespace unroll
