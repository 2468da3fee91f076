"""Where the points of a sheet of paper fall in a picture: turn, perspective, curl."""

from dataclasses import dataclass

import cv2
import numpy as np


@dataclass
class Pose:
    """How a sheet lies before the camera: angles in radians, amplitudes in its pixels.

    `curl` lifts rows, `sway` shifts columns along sines of the given periods; `far`
    is the camera's distance in lengths of the sheet; `corners` f32 [4, 2] moves the
    corners besides.
    """

    turn: float = 0.0
    pitch: float = 0.0
    yaw: float = 0.0
    far: float = 2.0
    curl: float = 0.0
    sway: float = 0.0
    periods: tuple[float, float] = (1000.0, 1000.0)
    phases: tuple[float, float] = (0.0, 0.0)
    corners: np.ndarray | None = None


class View:
    """A posed sheet [height, width] in a picture with room around it.

    `room` are pixels left, above, right and below the sheet; less than none cuts it.
    """

    def __init__(self, shape, pose: Pose, room: tuple[int, int, int, int]):
        height, width = shape
        self.pose = pose
        corners = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
        moved = _projected(corners, pose, max(height, width))
        if pose.corners is not None:
            moved = moved + pose.corners
        low, high = moved.min(0), moved.max(0)
        moved = np.float32(moved - low + room[:2])
        size = high - low + (room[0] + room[2], room[1] + room[3])
        self.size = (max(32, int(size[1])), max(32, int(size[0])))
        self.matrix = cv2.getPerspectiveTransform(corners, moved)

    def _curl(self, x):
        return self.pose.curl * np.sin(2 * np.pi * x / self.pose.periods[0] + self.pose.phases[0])

    def _sway(self, y):
        return self.pose.sway * np.sin(2 * np.pi * y / self.pose.periods[1] + self.pose.phases[1])

    def maps(self) -> tuple[np.ndarray, np.ndarray]:
        """For each pixel of the picture the point of the sheet that it shows."""
        y, x = np.mgrid[0 : self.size[0], 0 : self.size[1]].astype(np.float32)
        m = np.linalg.inv(self.matrix).astype(np.float32)
        depth = m[2, 0] * x + m[2, 1] * y + m[2, 2]
        u = (m[0, 0] * x + m[0, 1] * y + m[0, 2]) / depth
        v = (m[1, 0] * x + m[1, 1] * y + m[1, 2]) / depth
        if not self.pose.curl and not self.pose.sway:
            return u, v
        return (u + self._sway(v)).astype(np.float32), (v + self._curl(u)).astype(np.float32)

    def points(self, points: np.ndarray) -> np.ndarray:
        """Where points f32 [N, 2] of the sheet fall in the picture."""
        # The picture at (u, v) shows the sheet at (u + sway(v), v + curl(u)): solved by iteration.
        u, v = points[:, 0].astype(np.float64), points[:, 1].astype(np.float64)
        for _ in range(4):
            u, v = points[:, 0] - self._sway(v), points[:, 1] - self._curl(u)
        flat = np.float32(np.stack([u, v], 1))
        return cv2.perspectiveTransform(flat[None], self.matrix)[0]

    def quad(self, quad: np.ndarray) -> np.ndarray:
        """The quad [4, 2] (an upright box of the sheet) that covers it in the picture, bent edges too."""
        count = 7
        share = np.linspace(0, 1, count)[:, None]
        top = self.points(quad[0] * (1 - share) + quad[1] * share)
        foot = self.points(quad[3] * (1 - share) + quad[2] * share)
        if not self.pose.curl and not self.pose.sway:
            return np.float32([top[0], top[-1], foot[-1], foot[0]])
        across = top[-1] - top[0] + foot[-1] - foot[0]
        across = across / max(float(np.linalg.norm(across)), 1e-6)
        down = np.float32([-across[1], across[0]])
        above, below = _reach(top, top[0], top[-1], down)[0], _reach(foot, foot[0], foot[-1], down)[1]
        return np.float32(
            [top[0] + down * above, top[-1] + down * above, foot[-1] + down * below, foot[0] + down * below]
        )


def _reach(points: np.ndarray, start, end, down) -> tuple[float, float]:
    """How far points lie above (at most 0) and below (at least 0) the straight line from start to end."""
    share = np.linspace(0, 1, len(points))[:, None]
    away = (points - (start * (1 - share) + end * share)) @ down
    return float(min(0.0, away.min())), float(max(0.0, away.max()))


def _projected(corners: np.ndarray, pose: Pose, length: float) -> np.ndarray:
    """The corners as seen by a camera above the middle of the turned and tilted sheet."""
    middle = corners.mean(0)
    flat = np.concatenate([corners - middle, np.zeros((4, 1))], 1)
    c, s = np.cos(pose.turn), np.sin(pose.turn)
    turned = flat @ np.array([[c, s, 0], [-s, c, 0], [0, 0, 1]])
    c, s = np.cos(pose.pitch), np.sin(pose.pitch)
    tilted = turned @ np.array([[1, 0, 0], [0, c, s], [0, -s, c]])
    c, s = np.cos(pose.yaw), np.sin(pose.yaw)
    tilted = tilted @ np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])
    distance = pose.far * length
    return np.float32(tilted[:, :2] * (distance / (distance + tilted[:, 2:])) + middle)
