"""Reads one file name a line with Tesseract, its model loaded once.

Page segmentation 4 takes the picture for one column of text of variable sizes, which
is what a receipt is; `docs/benchmarks.md` has the others beside it. The first line says how many bytes
the model has, or what to do to get one.
"""

import json
import sys
import time
from pathlib import Path

from PIL import Image
from tesserocr import PSM, PyTessBaseAPI, RIL

folders = ("/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tessdata")
models = (Path(folder, "eng.traineddata") for folder in folders)
model = next((model for model in models if model.exists()), None)
if model is None:
    print("its model is missing: apt-get install tesseract-ocr", flush=True)
    sys.exit()
api = PyTessBaseAPI(path=str(model.parent), lang="eng", psm=PSM.SINGLE_COLUMN)
print(model.stat().st_size, flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    api.SetImage(Image.open(line.strip()))
    text = api.GetUTF8Text()
    milliseconds = (time.perf_counter() - start) * 1000
    boxes = [(b["x"], b["y"], b["x"] + b["w"], b["y"] + b["h"]) for _, b, _, _ in api.GetComponentImages(RIL.TEXTLINE, True)]
    answer = {"texts": text.splitlines(), "boxes": boxes, "milliseconds": milliseconds}
    print(json.dumps(answer), flush=True)
