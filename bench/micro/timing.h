#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace sardonyx::bench {

/// Seconds of the fastest of several runs of `work`, each long enough for the clock. Warms up
/// first, so that WebAssembly engines have their optimised code. Takes about `patience` seconds.
template <class Work>
double fastest(const Work& work, double patience = 0.6) {
  using Clock = std::chrono::steady_clock;
  const auto seconds = [](Clock::duration d) { return std::chrono::duration<double>(d).count(); };
  int repeats = 1;
  double best = 1e300;
  const Clock::time_point start = Clock::now();
  while (seconds(Clock::now() - start) < patience) {
    const Clock::time_point begin = Clock::now();
    for (int i = 0; i < repeats; ++i) work();
    const double took = seconds(Clock::now() - begin);
    if (took < 1e-3) {
      repeats *= 2;
    } else {
      best = std::min(best, took / repeats);
    }
  }
  return best;
}

}  // namespace sardonyx::bench
