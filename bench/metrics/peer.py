"""The same metrics by scikit-learn, or by a formula (f.) where it has none: a line of JSON a case."""

import json
import sys
import warnings

import numpy as np
import sklearn
from sklearn import metrics as m

import formulas as f

warnings.filterwarnings("ignore")


def binary(c):
    p, y, w = np.array(c["outputs"]), np.array(c["labels"]), np.array(c["weights"])
    ones = np.ones(len(y))
    hard = (p >= 0.5).astype(float)
    loss = m.log_loss(y, p, sample_weight=w, labels=[0, 1])
    # Its threshold where nothing is positive is the largest score + 1; Ninefold's is infinite.
    alarms, found, thresholds = m.roc_curve(y, p, drop_intermediate=False)
    roc = [alarms, found, np.r_[0, thresholds[1:]]]
    # Its curve begins with all that is positive, and ends with a point at recall 0, which Ninefold's has not.
    precision, recall, thresholds = m.precision_recall_curve(y, p)
    precision_recall = [recall[-2::-1], precision[-2::-1], thresholds[::-1]]
    precision, recall, _ = m.precision_recall_curve(y, p, sample_weight=w)
    precision, recall = precision[:-1], recall[:-1]
    reliability, resolution, _, _ = f.brier_parts(y, p, w)
    values = {
        "roc_curve": np.concatenate(roc),
        "precision_recall_curve": np.concatenate(precision_recall),
        "confusion_matrix": m.confusion_matrix(y, hard, labels=[0, 1]).ravel(),
        "roc_auc": m.roc_auc_score(y, p, sample_weight=w),
        "average_precision": m.average_precision_score(y, p, sample_weight=w),
        "log_loss": loss,
        "normalized_cross_entropy": f.normalized_cross_entropy(y, w, loss),
        "brier_score": m.brier_score_loss(y, p, sample_weight=w),
        "brier_decomposition": f.brier_parts(y, p, ones),
        "brier_decomposition_of_10_bins": f.brier_parts(y, p, ones, bins=10),
        "brier_reliability": reliability,
        "brier_resolution": resolution,
        "expected_calibration_error": f.expected_calibration_error(y, p, w),
        "adaptive_calibration_error": f.adaptive_calibration_error(y, p, w),
        "gain@0.1": f.gain(y, p, w, 0.1),
        "gain@0.3": f.gain(y, p, w, 0.3),
        "lift@0.2": f.gain(y, p, w, 0.2) / 0.2,
        "accuracy_at_0.5": m.accuracy_score(y, hard, sample_weight=w),
        "balanced_accuracy_at_0.5": m.balanced_accuracy_score(y, hard, sample_weight=w),
        "precision_at_0.5": m.precision_score(y, hard, sample_weight=w) if hard.any() else None,
        "recall_at_0.5": m.recall_score(y, hard, sample_weight=w),
        "specificity_at_0.5": m.recall_score(y, hard, pos_label=0, sample_weight=w),
        "matthews_correlation_at_0.5": m.matthews_corrcoef(y, hard, sample_weight=w),
        "recall_at_precision_0.5": max(recall[precision >= 0.5], default=0.0),
        "precision_at_recall_0.5": max(precision[recall >= 0.5]),
        "f1_at_precision_0.5": max((2 * precision * recall / (precision + recall))[precision >= 0.5], default=0.0),
    }
    for beta in (0.5, 1, 2):
        values[f"f{beta}_at_0.5"] = m.fbeta_score(y, hard, beta=beta, sample_weight=w)
    return values


def quantities(c):
    p, y, w = np.array(c["outputs"]), np.array(c["labels"]), np.array(c["weights"])
    return {
        "mse": m.mean_squared_error(y, p, sample_weight=w),
        "rmse": m.mean_squared_error(y, p, sample_weight=w, squared=False),
        "rmsle": m.mean_squared_log_error(y, p, sample_weight=w, squared=False),
        "mae": m.mean_absolute_error(y, p, sample_weight=w),
        "mape": m.mean_absolute_percentage_error(y, p, sample_weight=w),
        "smape": f.smape(y, p, w),
        "r2": m.r2_score(y, p, sample_weight=w),
        "pinball_loss_0.1": m.mean_pinball_loss(y, p, sample_weight=w, alpha=0.1),
        "pinball_loss_0.9": m.mean_pinball_loss(y, p, sample_weight=w, alpha=0.9),
        "interval_coverage": f.interval_coverage(y, 0.75 * p, 1.5 * p, w),
    }


def averages(truths, answers, weights):
    values = {}
    for average in ("micro", "macro", "weighted"):
        precision, recall, f1, _ = m.precision_recall_fscore_support(
            truths, answers, average=average, sample_weight=weights, zero_division=0
        )
        values |= {f"precision_{average}": precision, f"recall_{average}": recall, f"f1_{average}": f1}
    return values


def classes(c):
    truths, answers, w = c["truths"], c["answers"], c["weights"]
    scores = np.array(c["rows"])
    precision, recall, _, _ = m.precision_recall_fscore_support(truths, answers, sample_weight=w, zero_division=0)
    return averages(truths, answers, w) | {
        "confusion_matrix": m.confusion_matrix(truths, answers, sample_weight=w).ravel(),
        "precision_of_each": precision,
        "recall_of_each": recall,
        "cohen_kappa": m.cohen_kappa_score(truths, answers, sample_weight=w),
        "accuracy@2": m.top_k_accuracy_score(
            truths, scores, k=2, labels=range(scores.shape[1]), sample_weight=w
        ),
    }


def sets(c):
    return averages(np.array(c["others"]), np.array(c["rows"]), c["weights"])


def ranking(c):
    grades, scores = np.array(c["rows"]), np.array(c["others"])
    kept = grades.any(axis=1)
    if not kept.any():
        return None
    grades, scores = grades[kept], scores[kept]
    by_rank = np.take_along_axis(grades, np.argsort(-scores, axis=1), axis=1)
    tied = np.floor(4 * scores)
    return f.binary_rankings(by_rank) | {
        "ndcg@5": m.ndcg_score(grades, scores, k=5),
        "ndcg": m.ndcg_score(grades, scores),
        "ndcg@10": m.ndcg_score(2.0**grades - 1, scores, k=10),
        "dcg@10": m.dcg_score(grades, scores, k=10),
        "ndcg@5 of tied rows": m.ndcg_score(grades, tied, k=5),
        "dcg@10 of tied rows": m.dcg_score(grades, tied, k=10),
        "map": m.label_ranking_average_precision_score(grades > 0, scores),
        "err@10": f.expected_reciprocal_rank(by_rank, maximal=4, k=10),
        "rbp": f.rank_biased_precision(by_rank, persistence=0.8),
    }


def clusters(c):
    truths, answers = c["truths"], c["answers"]
    return {
        "adjusted_rand_index": m.adjusted_rand_score(truths, answers),
        "normalized_mutual_information": m.normalized_mutual_info_score(truths, answers),
        "silhouette": m.silhouette_score(np.array(c["rows"]), answers) if len(set(answers)) > 1 else None,
    }


FAMILIES = {family.__name__: family for family in (binary, quantities, classes, sets, ranking, clusters)}
print(json.dumps({"version": sklearn.__version__}))
for line in sys.stdin:
    case = json.loads(line)
    values = FAMILIES[case["family"]](case)
    # Every value is a list: a curve or a matrix has several numbers.
    print(json.dumps(values and {k: None if v is None else np.ravel(v).tolist() for k, v in values.items()}))
