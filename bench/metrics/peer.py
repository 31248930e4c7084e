"""The same metrics by scikit-learn, or by their definition in NumPy where it has none: a line of JSON a case."""

import json
import sys
import warnings

import numpy as np
import sklearn
from sklearn import metrics as m

warnings.filterwarnings("ignore")


def binary(c):
    p, y, w = np.array(c["outputs"]), np.array(c["labels"]), np.array(c["weights"])
    hard = (p >= 0.5).astype(float)
    rate = np.average(y, weights=w)
    entropy = -(rate * np.log(rate) + (1 - rate) * np.log(1 - rate))
    clipped = np.clip(p, 2.0**-52, 1 - 2.0**-52)
    loss = np.average(-(y * np.log(clipped) + (1 - y) * np.log(1 - clipped)), weights=w)
    precision, recall, _ = m.precision_recall_curve(y, p, sample_weight=w)
    precision, recall = precision[:-1], recall[:-1]
    bins = np.minimum((p * 15).astype(int), 14)
    ece = sum(
        abs(np.sum(w[bins == b] * (p[bins == b] - y[bins == b]))) for b in range(15)
    ) / np.sum(w)
    values = {
        "roc_auc": m.roc_auc_score(y, p, sample_weight=w),
        "average_precision": m.average_precision_score(y, p, sample_weight=w),
        "log_loss": loss,
        "normalized_cross_entropy": loss / entropy,
        "brier_score": m.brier_score_loss(y, p, sample_weight=w),
        "expected_calibration_error": ece,
        "accuracy_at_0.5": m.accuracy_score(y, hard, sample_weight=w),
        "balanced_accuracy_at_0.5": m.balanced_accuracy_score(y, hard, sample_weight=w),
        "precision_at_0.5": m.precision_score(y, hard, sample_weight=w) if hard.any() else None,
        "recall_at_0.5": m.recall_score(y, hard, sample_weight=w),
        "specificity_at_0.5": m.recall_score(y, hard, pos_label=0, sample_weight=w),
        "matthews_correlation_at_0.5": m.matthews_corrcoef(y, hard, sample_weight=w),
        "recall_at_precision_0.5": max(recall[precision >= 0.5], default=0.0),
        "precision_at_recall_0.5": max(precision[recall >= 0.5]),
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
        "smape": np.average(2 * np.abs(p - y) / (np.abs(p) + np.abs(y)), weights=w),
        "r2": m.r2_score(y, p, sample_weight=w),
        "pinball_loss_0.1": m.mean_pinball_loss(y, p, sample_weight=w, alpha=0.1),
        "pinball_loss_0.9": m.mean_pinball_loss(y, p, sample_weight=w, alpha=0.9),
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
    return averages(truths, answers, w) | {
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
    by_rank = np.take_along_axis(grades, np.argsort(-scores, axis=1), axis=1) > 0
    first = np.argmax(by_rank, axis=1)
    return {
        "ndcg@5": m.ndcg_score(grades, scores, k=5),
        "ndcg": m.ndcg_score(grades, scores),
        "ndcg@10": m.ndcg_score(2.0**grades - 1, scores, k=10),
        "dcg@10": m.dcg_score(grades, scores, k=10),
        "precision@5": np.mean(by_rank[:, :5].sum(axis=1) / 5),
        "recall@5": np.mean(by_rank[:, :5].sum(axis=1) / by_rank.sum(axis=1)),
        "hit_rate@1": np.mean(by_rank[:, 0]),
        "mrr": np.mean(1 / (first + 1)),
        "map": m.label_ranking_average_precision_score(grades > 0, scores),
    }


def clusters(c):
    truths, answers = c["truths"], c["answers"]
    return {
        "adjusted_rand_index": m.adjusted_rand_score(truths, answers),
        "normalized_mutual_information": m.normalized_mutual_info_score(truths, answers),
        "silhouette": m.silhouette_score(np.array(c["rows"]), answers) if len(set(answers)) > 1 else None,
    }


FAMILIES = {f.__name__: f for f in (binary, quantities, classes, sets, ranking, clusters)}
print(json.dumps({"version": sklearn.__version__}))
for line in sys.stdin:
    case = json.loads(line)
    values = FAMILIES[case["family"]](case)
    print(json.dumps(values and {k: None if v is None else float(v) for k, v in values.items()}))
