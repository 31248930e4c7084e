"""One task by scikit-learn: peer.py TASK VALUES ROWS COLUMNS SEED [LABELS]; answers a line of JSON.

VALUES is a file of float32, LABELS of int32 with -1 where a label is not known.
"""

import json
import sys
import time
import warnings

import numpy as np
import sklearn
from sklearn.cluster import KMeans
from sklearn.decomposition import NMF, PCA, TruncatedSVD
from sklearn.ensemble import IsolationForest
from sklearn.linear_model import LogisticRegression
from sklearn.mixture import GaussianMixture
from sklearn.preprocessing import StandardScaler
from sklearn.semi_supervised import LabelSpreading, SelfTrainingClassifier

warnings.filterwarnings("ignore")
task, path, rows, columns, seed = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6])
raw = np.fromfile(path, np.float32).reshape(rows, columns).astype(np.float64)
labels = np.fromfile(sys.argv[6], np.int32) if len(sys.argv) > 6 else None
name, _, size = task.partition(":")
size = int(size or 0)
started = time.process_time()
x = StandardScaler().fit_transform(raw) if name not in ("truncated-svd", "nonnegative-factors", "label-spreading") else raw
answers = []
if name == "k-means":
    model = KMeans(size, n_init=5, max_iter=300, tol=0, algorithm="lloyd", random_state=seed).fit(x)
    value, answers = model.inertia_, model.labels_
elif name == "gaussian-mixture":
    model = GaussianMixture(size, n_init=3, max_iter=200, tol=1e-9, random_state=seed).fit(x)
    value, answers = model.score(x), model.predict(x)
elif name == "principal-components":
    value = PCA(size, svd_solver="full").fit(x).explained_variance_ratio_.sum()
elif name == "truncated-svd":
    model = TruncatedSVD(size, algorithm="arpack").fit(x)
    value = np.square(model.singular_values_).sum() / np.square(x).sum()
elif name == "nonnegative-factors":
    model = NMF(size, init="random", max_iter=500, tol=1e-6, random_state=seed).fit(x)
    value = model.reconstruction_err_
elif name == "isolation-forest":
    model = IsolationForest(n_estimators=200, max_samples=256, random_state=seed).fit(x)
    value, answers = 0, -model.score_samples(x)
elif name == "label-spreading":
    model = LabelSpreading(kernel="knn", n_neighbors=7, alpha=0.2, max_iter=1000, tol=1e-9).fit(x, labels)
    value, answers = 0, model.transduction_
else:
    model = SelfTrainingClassifier(LogisticRegression(C=1), threshold=0.95, max_iter=10).fit(x, labels)
    value, answers = 0, model.predict(x)
seconds = time.process_time() - started
print(
    json.dumps(
        {"version": sklearn.__version__, "value": float(value), "seconds": seconds, "answers": [float(a) for a in answers]}
    )
)
