#include "engine/session/version.h"

namespace unroll {

std::string_view version() { return UNROLL_VERSION; }

} // namespace unroll
