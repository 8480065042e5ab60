"""A page that looks scanned: what `make.py` draws its documents with."""

import io
import math
import random
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

FONTS = Path("/usr/share/fonts/truetype/noto")
DPI = 110
DRAW = 2  # drawn twice as large, then made smaller: smooth letters
MAX_BYTES = 88_000
MARK = "ҮЛГІ / ОБРАЗЕЦ"

INK, BLUE, GREY = (38, 38, 44), (36, 52, 128), (120, 120, 126)
A4, A5 = (210, 297), (148, 210)


def font(style, points):
    return ImageFont.truetype(FONTS / f"Noto{style}.ttf", round(points * DPI * DRAW / 72))


class Sheet:
    """One page; `y` is where the next line goes. Lengths are millimetres, type is points."""

    def __init__(self, file, size, paper=(247, 244, 236), margin=16, landscape=False):
        self.file, self.margin, self.paper = file, margin, paper
        width, height = reversed(size) if landscape else size
        self.width, self.height = width, height
        self.picture = Image.new("RGB", (self.px(width), self.px(height)), paper)
        self.draw = ImageDraw.Draw(self.picture)
        self.y = margin
        self.chance = random.Random(file)

    @staticmethod
    def px(mm):
        return round(mm * DPI * DRAW / 25.4)

    def mm(self, pixels):
        return pixels * 25.4 / DPI / DRAW

    def lines(self, text, face, width):
        out, line = [], ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and face.getlength(longer) > self.px(width):
                out.append(line)
                line = word
            else:
                line = longer
        return [*out, line]

    def text(self, text, points=10, style="Sans-Regular", align="left", ink=INK, left=None, width=None, gap=1.5):
        """Writes wrapped text at `y` and moves `y` below it."""
        face = font(style, points)
        left = self.margin if left is None else left
        width = self.width - left - self.margin if width is None else width
        for line in self.lines(text, face, width):
            free = width - self.mm(face.getlength(line))
            x = left + {"left": 0, "center": free / 2, "right": free}[align]
            self.draw.text((self.px(x), self.px(self.y)), line, font=face, fill=ink)
            self.y += points * 0.353 * 1.32
        self.y += gap

    def title(self, text, points=15, ink=INK):
        self.text(text, points, "Serif-Bold", "center", ink, gap=2.5)

    def filled(self, label, value, points=10, label_width=52):
        """A label and, on a ruled line, what was written in."""
        top = self.y
        self.text(label, points - 1, "Sans-Regular", ink=GREY, width=label_width - 3, gap=0)
        after, self.y = self.y, top - 0.4
        self.text(value, points, "Serif-Italic", ink=BLUE, left=self.margin + label_width, gap=0.8)
        self.rule(self.margin + label_width)
        self.y = max(after, self.y) + 2.4

    def rule(self, left=None, right=None, ink=GREY):
        left = self.margin if left is None else left
        right = self.width - self.margin if right is None else right
        self.draw.line([self.px(left), self.px(self.y), self.px(right), self.px(self.y)], fill=ink, width=2)

    def frame(self, inset=7, ink=(120, 140, 120)):
        for step, thick in ((0, 6), (1.6, 2), (2.6, 2)):
            box = [self.px(inset + step), self.px(inset + step),
                   self.px(self.width - inset - step), self.px(self.height - inset - step)]
            self.draw.rectangle(box, outline=ink, width=thick)

    def waves(self, ink):
        """A faint pattern of lines, as papers for certificates have."""
        for row in range(10, int(self.height) - 8, 6):
            dots = [(self.px(x / 2), self.px(row + 2.4 * math.sin(x / 7 + row / 9))) for x in range(20, int(self.width * 2) - 20)]
            self.draw.line(dots, fill=ink, width=2)

    def table(self, widths, rows, points=8):
        """Ruled rows; the first is the heading."""
        face_height = points * 0.353 * 1.32
        for number, row in enumerate(rows):
            style, ink = ("Sans-Bold", INK) if number == 0 else ("Serif-Italic", BLUE)
            cells = [self.lines(cell, font(style, points), width - 2.4) for cell, width in zip(row, widths)]
            height = max(len(cell) for cell in cells) * face_height + 2
            left = self.margin
            for cell, width in zip(cells, widths):
                box = [self.px(left), self.px(self.y), self.px(left + width), self.px(self.y + height)]
                self.draw.rectangle(box, outline=GREY, width=2)
                for index, line in enumerate(cell):
                    at = (self.px(left + 1.2), self.px(self.y + 0.6 + index * face_height))
                    self.draw.text(at, line, font=font(style, points), fill=ink)
                left += width
            self.y += height
        self.y += 3

    def sign(self, who, left, width=70):
        """A made-up stroke of a pen above the name of the one who signs."""
        points, x = [], left + 4
        for _ in range(26):
            x += self.chance.uniform(-0.6, 2.9)
            points.append((self.px(x), self.px(self.y + 4.5 + self.chance.uniform(-6, 4))))
        smooth = []
        for a, b in zip(points, points[1:]):
            smooth.append(((a[0] + b[0]) / 2, (a[1] + b[1]) / 2))
        self.draw.line(smooth, fill=BLUE, width=5, joint="curve")
        self.y += 9
        self.rule(left, left + width)
        self.y += 1
        self.text(who, 8, ink=GREY, left=left, width=width)

    def stamp(self, x, y, radius=17, inner="КӨРСЕТІЛІМ"):
        """A round stamp that says «sample» around its edge; `x`, `y` are its centre."""
        size = self.px(radius * 2)
        layer = Image.new("L", (size, size), 0)
        pen = ImageDraw.Draw(layer)
        for ring, thick in ((0, 7), (2.2, 3), (9.2, 3)):
            pen.ellipse([self.px(ring) + 2, self.px(ring) + 2, size - self.px(ring) - 3, size - self.px(ring) - 3], outline=255, width=thick)
        face, words = font("Sans-Bold", 9), "ҮЛГІ • ОБРАЗЕЦ • ҮЛГІ • ОБРАЗЕЦ • "
        for index, letter in enumerate(words):
            angle = 360 * index / len(words)
            tile = Image.new("L", (size, size), 0)
            ImageDraw.Draw(tile).text((size / 2, self.px(5.6)), letter, font=face, fill=255, anchor="mm")
            layer = ImageChops.lighter(layer, tile.rotate(-angle, Image.Resampling.BICUBIC))
        pen = ImageDraw.Draw(layer)
        for index, line in enumerate((inner, "демо")):
            pen.text((size / 2, size / 2 + (index - 0.4) * self.px(3.6)), line, font=font("Sans-Bold", 6.4), fill=255, anchor="mm")
        layer = layer.rotate(self.chance.uniform(-25, 25), Image.Resampling.BICUBIC)
        worn = noise(layer.size, self.chance, 26, 1.2).point(lambda v: 255 if v > 96 else 120)
        layer = ImageChops.multiply(layer, worn).point(lambda v: int(v * 0.78))
        self.picture.paste((58, 70, 158), (self.px(x - radius), self.px(y - radius)), layer)

    def watermark(self):
        """The words «sample» across the page and again in its corner."""
        layer = Image.new("L", self.picture.size, 0)
        pen = ImageDraw.Draw(layer)
        points = self.width * 0.27
        for share in (0.3, 0.72):
            pen.text((layer.width / 2, layer.height * share), MARK, font=font("Sans-Bold", points), fill=46, anchor="mm")
        layer = layer.rotate(24, Image.Resampling.BICUBIC)
        self.picture.paste((190, 60, 50), (0, 0), layer)
        face = font("Sans-Bold", 9)
        self.draw.text((self.px(self.width - 17), self.px(self.height - 20)), MARK, font=face, fill=(190, 60, 50), anchor="ra")

    def scan(self):
        """The page as a scanner sees it: a little turned, grained, uneven, at 110 dots an inch."""
        self.watermark()
        angle = self.chance.choice((-1, 1)) * self.chance.uniform(0.5, 1.4)
        page = self.picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=(206, 206, 208))
        page = page.resize((page.width // DRAW, page.height // DRAW), Image.Resampling.LANCZOS)
        page = page.filter(ImageFilter.GaussianBlur(0.35))
        page = ImageChops.multiply(page, shade(page.size, self.chance))
        grain = noise(page.size, self.chance, 11, 0.6)
        page = ImageChops.add(page, Image.merge("RGB", [grain] * 3), 1, -128)
        return page


def noise(size, chance, spread, blur):
    """Grey noise around 128, from the seed alone."""
    grain = Image.frombytes("L", size, chance.randbytes(size[0] * size[1]))
    grain = grain.point(lambda v: 128 + int((v - 127.5) * spread / 64))
    return grain.filter(ImageFilter.GaussianBlur(blur))


def shade(size, chance):
    """Uneven light: large soft spots and a darker edge."""
    small = Image.frombytes("L", (6, 8), bytes(chance.randint(226, 255) for _ in range(48)))
    light = small.resize(size, Image.Resampling.BICUBIC)
    edge = Image.new("L", size, 205)
    ImageDraw.Draw(edge).rectangle([8, 8, size[0] - 8, size[1] - 8], fill=255)
    light = ImageChops.multiply(light, edge.filter(ImageFilter.GaussianBlur(7)))
    return Image.merge("RGB", [light] * 3)


def save(sheet, folder):
    """Writes the page as JPEG, in the best quality that fits."""
    page = sheet.scan()
    for quality in range(80, 20, -4):
        buffer = io.BytesIO()
        page.save(buffer, "JPEG", quality=quality, optimize=True, dpi=(DPI, DPI))
        if buffer.tell() <= MAX_BYTES:
            break
    (folder / sheet.file).write_bytes(buffer.getvalue())
    return page
