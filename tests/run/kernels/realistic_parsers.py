"""Parsers, encoders and checksums over bytes, as packages ship them."""

import numpy as np

from pyjit import jit, u8, u32


@jit
def digits(text: u8[:], start: int, stop: int):
    """An integer with a sign, or None."""
    i = min(max(start, 0), len(text))
    stop = min(max(stop, 0), len(text))
    negative = False
    if i < stop and text[i] in (43, 45):
        negative = text[i] == 45
        i += 1
    if i >= stop:
        return None
    value = 0
    while i < stop:
        digit = int(text[i]) - 48
        if not 0 <= digit <= 9:
            return None
        value = value * 10 + digit
        i += 1
    return -value if negative else value


@jit
def decimal(text: u8[:]):
    """A decimal number with an exponent: its value and how far it goes."""
    i, count = 0, len(text)
    sign = 1.0
    if i < count and (text[i] == 43 or text[i] == 45):
        sign = -1.0 if text[i] == 45 else 1.0
        i += 1
    mantissa, shift, seen = 0.0, 0, 0
    while i < count and 48 <= text[i] <= 57:
        mantissa = mantissa * 10 + (text[i] - 48)
        i += 1
        seen += 1
    if i < count and text[i] == 46:
        i += 1
        while i < count and 48 <= text[i] <= 57:
            mantissa = mantissa * 10 + float(text[i] - 48)
            shift -= 1
            i += 1
            seen += 1
    if seen == 0:
        raise ValueError(f"no number in {count} bytes")
    if i + 1 < count and text[i] | 32 == 101:
        exponent = digits(text, i + 1, count)
        if exponent is not None:
            shift += min(max(exponent, -400), 400)
            i = count
    return sign * mantissa * 10.0**shift, i


@jit
def fields(text: u8[:], comma: int):
    """Rows of a table as (row, start, stop), quotes and both line ends respected."""
    found = []
    row = start = 0
    quoted = False
    for i in range(len(text)):
        byte = int(text[i])
        if byte == 34:
            quoted = not quoted
        elif not quoted and (byte == (comma & 255) or byte == 10):
            stop = i - 1 if byte == 10 and i > start and text[i - 1] == 13 else i
            found.append((row, start, stop))
            start = i + 1
            if byte == 10:
                row += 1
    if start < len(text):
        found.append((row, start, len(text)))
    numbers = [digits(text, a, b) for _, a, b in found]
    return found, numbers, quoted


@jit
def brackets(text: u8[:]):
    """The partner of every bracket, or where they do not match."""
    partners = np.full(len(text), -1, dtype=np.int32)
    opened = []
    for i in range(len(text)):
        byte = text[i] & 7
        if byte < 3:
            opened.append((i, byte))
        elif byte < 6:
            if not opened or opened[-1][1] != byte - 3:
                return i, partners
            other, _ = opened.pop()
            partners[i], partners[other] = other, i
    return (opened[-1][0] if opened else None), partners


@jit
def code_points(text: u8[:]):
    """UTF-8, with what is malformed replaced; overlong forms and surrogates are malformed."""
    points = []
    bad = 0
    i = 0
    while i < len(text):
        first = int(text[i])
        if first < 0x80:
            points.append(first)
            i += 1
            continue
        if 0xC2 <= first <= 0xDF:
            more, point, least = 1, first & 0x1F, 0x80
        elif 0xE0 <= first <= 0xEF:
            more, point, least = 2, first & 0x0F, 0x800
        elif 0xF0 <= first <= 0xF4:
            more, point, least = 3, first & 0x07, 0x10000
        else:
            points.append(0xFFFD)
            bad += 1
            i += 1
            continue
        used = 1
        while used <= more and i + used < len(text) and text[i + used] & 0xC0 == 0x80:
            point = point << 6 | text[i + used] & 0x3F
            used += 1
        fits = used == more + 1 and point >= least and point <= 0x10FFFF
        if fits and not 0xD800 <= point <= 0xDFFF:
            points.append(int(point))
            i += used
        else:
            points.append(0xFFFD)
            bad += 1
            i += 1
    return points, bad


@jit
def base64(data: u8[:]):
    """Encoded and decoded again."""
    alphabet = np.empty(64, dtype=np.uint8)
    for i in range(64):
        alphabet[i] = (
            i + 65 if i < 26 else i + 71 if i < 52 else i - 4 if i < 62 else 43 if i == 62 else 47
        )
    encoded = np.full((len(data) + 2) // 3 * 4, 61, dtype=np.uint8)
    for group in range((len(data) + 2) // 3):
        rest = min(3, len(data) - 3 * group)
        word = np.uint32(0)
        for k in range(3):
            word = word << np.uint32(8)
            if k < rest:
                word |= np.uint32(data[3 * group + k])
        for k in range(rest + 1):
            encoded[4 * group + k] = alphabet[(word >> np.uint32(18 - 6 * k)) & np.uint32(63)]
    inverse = np.full(256, -1, dtype=np.int8)
    inverse[alphabet] = np.arange(64)
    decoded = []
    bits = held = 0
    for byte in encoded:
        if byte == 61:
            break
        held = (held << 6 | int(inverse[byte])) & 0xFFFF
        bits += 6
        if bits >= 8:
            bits -= 8
            decoded.append(held >> bits & 0xFF)
    return encoded, np.array(decoded, dtype=np.uint8)


@jit
def checksums(data: u8[:], seed: u32):
    """CRC-32 by a table, Adler-32, FNV-1a and Murmur's finaliser."""
    table = np.empty(256, dtype=np.uint32)
    for i in range(256):
        c = np.uint32(i)
        for _ in range(8):
            c = (
                np.uint32(0xEDB88320) ^ (c >> np.uint32(1))
                if c & np.uint32(1)
                else c >> np.uint32(1)
            )
        table[i] = c
    crc = np.uint32(0xFFFFFFFF)
    low, high = 1, 0
    fnv = np.uint64(0xCBF29CE484222325)
    for byte in data:
        crc = table[(crc ^ np.uint32(byte)) & np.uint32(255)] ^ (crc >> np.uint32(8))
        low = (low + int(byte)) % 65521
        high = (high + low) % 65521
        fnv = (fnv ^ np.uint64(byte)) * np.uint64(0x100000001B3)
    h = seed ^ np.uint32(len(data))
    h ^= h >> np.uint32(16)
    h *= np.uint32(0x85EBCA6B)
    h ^= h >> np.uint32(13)
    h *= np.uint32(0xC2B2AE35)
    h ^= h >> np.uint32(16)
    return ~crc, high << 16 | low, fnv, h


@jit
def variable_lengths(values: list[int]):
    """LEB128 of signed numbers in zigzag order, and back."""
    encoded = []
    for value in values:
        word = (value << 1) ^ (value >> 63) if -(2**62) <= value < 2**62 else 0
        while word >= 0x80:
            encoded.append(word & 0x7F | 0x80)
            word >>= 7
        encoded.append(word)
    decoded = []
    word = shift = 0
    for byte in encoded:
        word |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            decoded.append((word >> 1) ^ -(word & 1))
            word = shift = 0
    return encoded, decoded


@jit
def compressed(data: u8[:], n: int):
    """LZ77 with a window of `n`: literals and (distance, length), and what they give again."""
    tokens = []
    i = 0
    while i < len(data):
        best, distance = 0, 0
        for start in range(max(0, i - n), i):
            length = 0
            while (
                i + length < len(data) and length < 255 and data[start + length] == data[i + length]
            ):
                length += 1
            if length > best:
                best, distance = length, i - start
        if best >= 3:
            tokens.append((distance, best))
            i += best
        else:
            tokens.append((0, int(data[i])))
            i += 1
    again = []
    for distance, value in tokens:
        if distance == 0:
            again.append(value)
        else:
            for _ in range(value):
                again.append(again[-distance])
    return tokens, again


@jit
def code_lengths(data: u8[:]):
    """The lengths of Huffman codes, and the canonical codes."""
    counts = np.zeros(256, dtype=np.int64)
    for byte in data:
        counts[byte] += 1
    nodes = [(int(counts[symbol]), symbol) for symbol in range(256) if counts[symbol] > 0]
    parents = [-1] * 512
    following = 256
    while len(nodes) > 1:
        nodes.sort(reverse=True)
        first, second = nodes.pop(), nodes.pop()
        parents[first[1]] = parents[second[1]] = following
        nodes.append((first[0] + second[0], following))
        following += 1
    lengths = []
    for symbol in range(256):
        if counts[symbol] > 0:
            depth, node = 0, symbol
            while parents[node] >= 0:
                node = parents[node]
                depth += 1
            lengths.append((max(depth, 1), symbol))
    lengths.sort()
    codes = []
    code = before = 0
    for length, symbol in lengths:
        code <<= length - before
        codes.append((symbol, length, code))
        code += 1
        before = length
    return codes, int((counts * counts).sum())
