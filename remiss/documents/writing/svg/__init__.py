"""Charts as SVG for our pages and the HTML file: classes and presentation attributes only, no colour of their own.

Places across are percentages, so that a chart is as wide as its column and its words keep their size on a phone.
"""

from remiss.documents.writing.svg.figure import drawing_file, legend, legend_rows, render_chart
from remiss.documents.writing.svg.shapes import element, picture, rect, text

__all__ = ["drawing_file", "element", "legend", "legend_rows", "picture", "rect", "render_chart", "text"]
