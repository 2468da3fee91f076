"""Reads one file name a line with Tesseract, its model loaded once.

Page segmentation 4 (one column of text of variable sizes) reads receipts best of
the modes that its documentation offers for them; see docs/benchmarks.md.
"""

import json
import os
import sys
import time
from pathlib import Path

from PIL import Image
from tesserocr import PSM, PyTessBaseAPI, RIL

folder = next(Path(p) for p in ("/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tessdata") if os.path.isdir(p))
api = PyTessBaseAPI(path=str(folder), lang="eng", psm=PSM.SINGLE_COLUMN)
print((folder / "eng.traineddata").stat().st_size, flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    api.SetImage(Image.open(line.strip()))
    text = api.GetUTF8Text()
    milliseconds = (time.perf_counter() - start) * 1000
    boxes = [(b["x"], b["y"], b["x"] + b["w"], b["y"] + b["h"]) for _, b, _, _ in api.GetComponentImages(RIL.TEXTLINE, True)]
    answer = {"texts": text.splitlines(), "boxes": boxes, "milliseconds": milliseconds}
    print(json.dumps(answer), flush=True)
