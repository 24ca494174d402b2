#include "app/interruption.h"

#include <csignal>

namespace unroll {
namespace {

// A signal handler reaches nothing but what is global.
std::atomic<bool> interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free, "A signal handler must not wait for a lock.");

void onSignal(int) { interrupted = true; }

} // namespace

const std::atomic<bool>& watchForInterruption() {
    struct sigaction action {};
    action.sa_handler = onSignal;
    action.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    return interrupted;
}

} // namespace unroll
