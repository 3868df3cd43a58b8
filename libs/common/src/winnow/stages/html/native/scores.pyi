from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt

def write_said(
    out: npt.NDArray[np.float64],
    keys: list[tuple[str, str]],
    of_tag: Mapping[str, float],
    read: Callable[[str], tuple[list[float], int]],
) -> None: ...
