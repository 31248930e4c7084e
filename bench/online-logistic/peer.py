"""scikit-learn's SGDClassifier over the same examples: one pass in their order for each penalty, and many passes."""
import json, sys, time
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import log_loss

folder, features, width, train = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
places = np.fromfile(f"{folder}/places", np.int32)
labels = np.fromfile(f"{folder}/labels", np.float32)
x = csr_matrix((np.ones(len(places)), places, np.arange(0, len(places) + 1, features)), (len(labels), width))
runs = []
for passes in (1, 20):
    for alpha in (1e-3, 3e-4, 1e-4, 3e-5, 1e-5):
        rates = []
        for _ in range(3):
            model = SGDClassifier(
                loss="log_loss", alpha=alpha, max_iter=passes, tol=None, shuffle=passes > 1, random_state=1
            )
            seconds = time.process_time()
            model.fit(x[:train], labels[:train])
            rates.append(passes * train / (time.process_time() - seconds))
        rates.sort()
        loss = log_loss(labels[train:], model.predict_proba(x[train:])[:, 1])
        spread = {"median": rates[1], "low": rates[0], "high": rates[2]}
        runs.append({"name": f"alpha {alpha}", "passes": passes, "examples_per_second": spread, "log_loss": loss})
print(json.dumps(runs))
