"""scikit-learn's estimators: for a line of JSON with a table and an estimator a line with the scores of the rows that each fold left out."""

import json
import sys
import time
import warnings

import numpy as np
import sklearn
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import TransformedTargetRegressor
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.ensemble import *
from sklearn.impute import SimpleImputer
from sklearn.linear_model import *
from sklearn.model_selection import GridSearchCV
from sklearn.naive_bayes import BernoulliNB, GaussianNB, MultinomialNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.svm import LinearSVC
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

warnings.filterwarnings("ignore")


def filled(estimator):
    return make_pipeline(SimpleImputer(), estimator)


def scaled(estimator):
    return make_pipeline(SimpleImputer(), StandardScaler(), estimator)


class Leaves(BaseEstimator, ClassifierMixin):
    """Logistic regression on the leaves of boosted trees, each of a half of the rows."""

    def __init__(self, trees):
        self.trees = trees

    def fit(self, x, y):
        self.classes_ = np.unique(y)
        self.trees.fit(x[::2], y[::2])
        self.ones = OneHotEncoder(handle_unknown="ignore")
        self.regression = LogisticRegression(max_iter=1000)
        self.regression.fit(self.ones.fit_transform(self.leaves(x[1::2])), y[1::2])
        return self

    def leaves(self, x):
        return self.trees.apply(x).reshape(len(x), -1)

    def predict_proba(self, x):
        return self.regression.predict_proba(self.ones.transform(self.leaves(x)))


def score(estimator, x):
    """As many columns as Ninefold's model has: a column a class, or one."""
    if hasattr(estimator, "score_samples"):
        return -estimator.score_samples(x)[:, None]
    if isinstance(estimator, VotingClassifier) and estimator.voting == "hard":
        return estimator.transform(x).mean(axis=1)[:, None]
    if hasattr(estimator, "predict_proba"):
        probabilities = np.clip(estimator.predict_proba(x), 0, 1)
        return probabilities if probabilities.shape[1] > 2 else probabilities[:, 1:]
    return getattr(estimator, "decision_function", estimator.predict)(x)[:, None]


print(json.dumps({"version": sklearn.__version__}), flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    y = np.fromfile(asked["table"] + ".labels", np.float32).astype(float)
    x = np.fromfile(asked["table"] + ".values", np.float32).reshape(len(y), -1).astype(float)
    folds = np.fromfile(asked["table"] + ".folds", np.int32)
    all_inner = np.fromfile(asked["table"] + ".inner", np.int32).reshape(-1, len(y))
    scores, start = None, time.process_time()
    for fold, parts in enumerate(all_inner):
        train, test = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        parts = parts[train]
        inner = [(np.flatnonzero(parts != p), np.flatnonzero(parts == p)) for p in range(parts.max() + 1)]
        estimator = eval(asked["estimator"])
        answers = score(estimator.fit(x[train], y[train]), x[test])
        scores = np.zeros((len(y), answers.shape[1])) if scores is None else scores
        scores[test] = answers
    print(json.dumps({"seconds": time.process_time() - start, "scores": scores.tolist()}), flush=True)
