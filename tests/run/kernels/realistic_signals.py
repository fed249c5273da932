"""Signal and image processing, as packages ship them."""

import math

import numpy as np

from pyjit import c128, f64, i64, jit, u8


@jit
def fourier(x: f64[:], inverse: bool) -> c128[:]:
    """A radix-2 transform in place, of the first power of two values."""
    size = 1
    while 2 * size <= len(x):
        size *= 2
    y = x[:size].astype(np.complex128)
    if len(y) == 0:
        return y
    j = 0
    for i in range(1, size):
        bit = size >> 1
        while j & bit:
            j ^= bit
            bit >>= 1
        j |= bit
        if i < j:
            y[i], y[j] = y[j], y[i]
    length = 2
    while length <= size:
        angle = (2 if inverse else -2) * math.pi / length
        step = complex(math.cos(angle), math.sin(angle))
        for start in range(0, size, length):
            w = 1 + 0j
            for k in range(start, start + length // 2):
                even, odd = y[k], y[k + length // 2] * w
                y[k], y[k + length // 2] = even + odd, even - odd
                w *= step
        length <<= 1
    if inverse:
        y /= size
    return y


@jit
def recursive_filter(b: f64[:], a: f64[:], x: f64[:]):
    """A direct form II transposed filter, as `scipy.signal.lfilter`; with its last state."""
    if len(a) == 0 or a[0] == 0:
        raise ValueError("a[0] must not be zero")
    order = max(len(a), len(b))
    numerator, denominator = np.zeros(order), np.zeros(order)
    numerator[: len(b)] = b / a[0]
    denominator[: len(a)] = a / a[0]
    state = np.zeros(order)
    y = np.empty_like(x)
    for n, value in enumerate(x):
        y[n] = state[0] + numerator[0] * value
        for k in range(1, order):
            following = state[k] if k < order - 1 else 0.0
            state[k - 1] = following + numerator[k] * value - denominator[k] * y[n]
    return y, state[:-1]


@jit
def median_filter(image: u8[:, :], n: int) -> u8[:, :]:
    """The median of a square around each pixel, edges repeated, from a histogram."""
    radius = n % 3
    height, width = image.shape
    result = np.empty_like(image)
    for y in range(height):
        for x in range(width):
            histogram = np.zeros(256, dtype=np.int32)
            for dy in range(-radius, radius + 1):
                for dx in range(-radius, radius + 1):
                    row = min(max(y + dy, 0), height - 1)
                    column = min(max(x + dx, 0), width - 1)
                    histogram[image[row, column]] += 1
            rest = ((2 * radius + 1) ** 2 + 1) // 2
            for value in range(256):
                rest -= histogram[value]
                if rest <= 0:
                    result[y, x] = value
                    break
    return result


@jit
def edges(image: u8[:, :]):
    """Sobel's gradient: magnitudes, and directions in four sectors."""
    height, width = image.shape
    magnitude = np.zeros((height, width), dtype=np.float32)
    sector = np.zeros((height, width), dtype=np.int8)
    pixels = image.astype(np.int16)
    for y in range(1, height - 1):
        for x in range(1, width - 1):
            window = pixels[y - 1 : y + 2, x - 1 : x + 2]
            gx = int(window[:, 2] @ np.array([1, 2, 1])) - int(window[:, 0] @ np.array([1, 2, 1]))
            gy = int(np.sum(window[2] * np.array([1, 2, 1]) - window[0] * np.array([1, 2, 1])))
            magnitude[y, x] = math.sqrt(gx * gx + gy * gy)
            angle = math.degrees(math.atan2(gy, gx)) % 180
            sector[y, x] = 0 if angle < 22.5 or angle >= 157.5 else 1 + int((angle - 22.5) / 45)
    return magnitude, sector


@jit
def resized(image: f64[:, :], n: int, m: int) -> f64[:, :]:
    """Bilinear interpolation on a grid of `n` by `m`."""
    height, width = image.shape
    if height == 0 or width == 0:
        raise ValueError("an image without pixels")
    result = np.empty((n, m))
    for i in range(n):
        y = min(max((i + 0.5) * height / n - 0.5, 0.0), height - 1.0)
        top = min(int(y), max(height - 2, 0))
        below = min(top + 1, height - 1)
        for j in range(m):
            x = min(max((j + 0.5) * width / m - 0.5, 0.0), width - 1.0)
            left = min(math.floor(x), max(width - 2, 0))
            right = min(left + 1, width - 1)
            upper = image[top, left] * (1 - (x - left)) + image[top, right] * (x - left)
            lower = image[below, left] * (1 - (x - left)) + image[below, right] * (x - left)
            result[i, j] = upper * (1 - (y - top)) + lower * (y - top)
    return result


@jit
def equalized(image: u8[:, :]) -> u8[:, :]:
    """Histogram equalisation."""
    histogram = np.zeros(256, dtype=np.int64)
    for value in image.flat:
        histogram[value] += 1
    cumulated = histogram.cumsum()
    smallest = 0
    for count in cumulated:
        if count > 0:
            smallest = count
            break
    spread = image.size - smallest
    if spread <= 0:
        return image.copy()
    table = np.round((cumulated - smallest) / spread * 255).astype(np.uint8)
    return table[image]


@jit
def labelled(image: i64[:, :]):
    """Connected components of what is positive: labels, sizes, bounding boxes."""
    height, width = image.shape
    labels = np.zeros(image.shape, dtype=np.uint16)
    sizes = []
    boxes = []
    for y in range(height):
        for x in range(width):
            if image[y, x] <= 0 or labels[y, x]:
                continue
            sizes.append(0)
            box = [y, x, y, x]
            labels[y, x] = len(sizes)
            stack = [(y, x)]
            while stack:
                row, column = stack.pop()
                sizes[-1] += 1
                box[0], box[1] = min(box[0], row), min(box[1], column)
                box[2], box[3] = max(box[2], row), max(box[3], column)
                for dy in (-1, 0, 1):
                    for dx in (-1, 0, 1):
                        r, c = row + dy, column + dx
                        if not (0 <= r < height and 0 <= c < width):
                            continue
                        if image[r, c] > 0 and labels[r, c] == 0:
                            labels[r, c] = len(sizes)
                            stack.append((r, c))
            boxes.append(box)
    return labels, sizes, boxes


@jit
def haar(x: f64[:], n: int) -> f64[:, :]:
    """Some levels of the Haar wavelet transform, and back."""
    levels = n % 4
    y = x[: len(x) // 2**levels * 2**levels].copy()
    end = len(y)
    for _ in range(levels):
        half = end // 2
        low, high = (y[0:end:2] + y[1:end:2]) / 2, (y[0:end:2] - y[1:end:2]) / 2
        y[:half], y[half:end] = low, high
        end = half
    z = y.copy()
    for _ in range(levels):
        low, high = z[:end].copy(), z[end : 2 * end].copy()
        z[0 : 2 * end : 2] = low + high
        z[1 : 2 * end : 2] = low - high
        end *= 2
    return np.stack((y, z))


@jit
def otsu(image: u8[:, :]):
    """The threshold that separates two classes of grey best."""
    histogram = np.zeros(256)
    for row in image:
        for value in row:
            histogram[value] += 1.0
    total = histogram.sum()
    if total == 0:
        return None
    everything = np.dot(np.arange(256.0), histogram)
    weight = below = best = 0.0
    threshold = 0
    for level in range(256):
        weight += histogram[level]
        if weight == 0 or weight == total:
            continue
        below += level * histogram[level]
        means = below / weight - (everything - below) / (total - weight)
        between = weight * (total - weight) * means**2
        if between > best:
            best, threshold = between, level
    return threshold, best, (image > threshold).sum()


@jit
def peaks(x: f64[:], prominence: float):
    """Local maxima with plateaus, their prominences, and those that stand out."""
    found = []
    i = 1
    while i < len(x) - 1:
        if x[i - 1] < x[i]:
            ahead = i + 1
            while ahead < len(x) - 1 and x[ahead] == x[i]:
                ahead += 1
            if x[ahead] < x[i]:
                found.append((i + ahead - 1) // 2)
                i = ahead
        i += 1
    heights = []
    for peak in found:
        left = right = x[peak]
        j = peak
        while j >= 0 and x[j] <= x[peak]:
            left = min(left, x[j])
            j -= 1
        j = peak
        while j < len(x) and x[j] <= x[peak]:
            right = min(right, x[j])
            j += 1
        heights.append(x[peak] - max(left, right))
    return found, heights, [p for p, h in zip(found, heights) if h >= prominence]


@jit
def runs(bits: u8[:]):
    """Run-length encoding of bits and its inverse."""
    starts, lengths = [], []
    current = 2
    for i, value in enumerate(bits):
        bit = int(value & 1)
        if bit != current:
            starts.append((i, bit))
            lengths.append(1)
            current = bit
        else:
            lengths[-1] += 1
    decoded = np.empty(len(bits), dtype=bits.dtype)
    for (start, bit), length in zip(starts, lengths):
        decoded[start : start + length] = bit
    return starts, lengths, decoded
