from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from winnow.stages.html.native.names import NameReader

def write_said(
    out: npt.NDArray[np.float64], keys: list[tuple[str, str]], of_tag: Mapping[str, float], reader: NameReader
) -> None: ...
