#include "app/window.h"

#include <stdexcept>

namespace unroll {

int runWindow(const WindowOptions&, const std::shared_ptr<Catalog>&, int&, char**) {
    throw std::runtime_error("This build has no window; train with 'unroll train'.");
}

} // namespace unroll
