"""Metrics that scikit-learn has not, by their definition in NumPy, each written otherwise than Ninefold computes it."""

import numpy as np


def normalized_cross_entropy(y, w, log_loss):
    rate = np.average(y, weights=w)
    return log_loss / -(rate * np.log(rate) + (1 - rate) * np.log(1 - rate))


def expected_calibration_error(y, p, w, bins=15):
    bin_of = np.minimum((p * bins).astype(int), bins - 1)
    return sum(abs(np.sum((w * (p - y))[bin_of == b])) for b in range(bins)) / w.sum()


def adaptive_calibration_error(y, p, w, bins=15):
    """Along the falling probabilities each tie is a stretch as long as its weight, and each bin an equal part of the whole."""
    probabilities = np.unique(p)[::-1]
    weights = np.array([w[p == q].sum() for q in probabilities])
    gaps = np.array([q - np.average(y[p == q], weights=w[p == q]) for q in probabilities])
    ends = np.cumsum(weights)
    edges = np.linspace(0, w.sum(), bins + 1)
    overlaps = np.minimum(ends, edges[1:, None]) - np.maximum(ends - weights, edges[:-1, None])
    return np.abs(np.maximum(overlaps, 0) @ gaps).sum() / w.sum()


def brier_parts(y, p, w, bins=None):
    """Reliability, resolution, uncertainty and remainder (Murphy 1973; Stephenson et al. 2008 for the remainder)."""
    keys = p if bins is None else np.minimum((p * bins).astype(int), bins - 1)
    groups = [keys == k for k in np.unique(keys)]
    share = [w[g].sum() / w.sum() for g in groups]
    forecast = np.array([np.average(p[g], weights=w[g]) for g in groups])
    observed = np.array([np.average(y[g], weights=w[g]) for g in groups])
    rate = np.average(y, weights=w)
    reliability, resolution = share @ (forecast - observed) ** 2, share @ (observed - rate) ** 2
    # Within a group: the variance of its probabilities less twice their covariance with the labels.
    within = [
        np.average((p[g] - f) ** 2 - 2 * (p[g] - f) * (y[g] - o), weights=w[g])
        for g, f, o in zip(groups, forecast, observed)
    ]
    return [reliability, resolution, rate * (1 - rate), share @ np.array(within)]


def gain(y, p, w, share):
    """The positives by the chance of each to be among the share, which ties divide evenly."""
    above = np.array([w[p > q].sum() for q in p])
    tied = np.array([w[p == q].sum() for q in p])
    return np.average(np.clip((share * w.sum() - above) / tied, 0, 1), weights=w * y)


def smape(y, p, w):
    return np.average(2 * np.abs(p - y) / (np.abs(p) + np.abs(y)), weights=w)


def interval_coverage(y, low, high, w):
    return w[(low <= y) & (y <= high)].sum() / w.sum()


def expected_reciprocal_rank(by_rank, maximal, k):
    """Chapelle et al. (2009), equation 4: by_rank has a row of grades for each query, best rank first."""
    stops = ((2.0**by_rank - 1) / 2.0**maximal)[:, :k]
    reading = np.cumprod(np.hstack([np.ones((len(stops), 1)), 1 - stops[:, :-1]]), axis=1)
    return np.mean((reading * stops) @ (1 / np.arange(1, stops.shape[1] + 1)))


def rank_biased_precision(by_rank, persistence):
    """Moffat and Zobel (2008)."""
    return np.mean((1 - persistence) * (by_rank > 0) @ persistence ** np.arange(by_rank.shape[1]))


def binary_rankings(by_rank):
    relevant = by_rank > 0
    return {
        "precision@5": np.mean(relevant[:, :5].sum(axis=1) / 5),
        "recall@5": np.mean(relevant[:, :5].sum(axis=1) / relevant.sum(axis=1)),
        "hit_rate@1": np.mean(relevant[:, 0]),
        "mrr": np.mean(1 / (np.argmax(relevant, axis=1) + 1)),
    }
