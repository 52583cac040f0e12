#pragma once

#include <span>
#include <vector>

namespace sardonyx {

/// The probabilities of k classes from pairwise[i * k + j], the probability that it is class i
/// rather than j, by the second method of Wu, Lin and Weng, "Probability estimates for multi-class
/// classification by pairwise coupling" (JMLR 5, 2004).
std::vector<double> couple_probabilities(std::span<const double> pairwise, std::size_t k);

}  // namespace sardonyx
