"""What a chart of ours looks like in Word: colours of the house, numbers on the bars, few lines, the legend below."""

from __future__ import annotations

from lxml import etree

from remiss.documents.writing.tones import fill_of
from remiss.domain.outline import Chart, ChartKind

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_INK, _PAPER, _LINE, _MARK = "1B2733", "FFFFFF", "D6DADD", "A12622"
_PALE = {"A9D2BC", "D6DADD"}
_TYPE_SIZE = 900
_DATE = "yyyy\\-mm\\-dd"
_DAYS_LABELLED = 6
_FRAME = f'xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{R}"'


def dress(root: etree._Element, node: Chart, language: str) -> etree._Element:
    """Return the plain chart in our style; parts stand in the order that the schema asks for."""
    _after(root, "c:date1904", f'<c:lang val="{language}"/>', '<c:roundedCorners val="0"/>')
    _set(root, "c:chart/c:autoTitleDeleted", "1")
    root.replace(_find(root, "c:txPr"), _xml(_text(_INK)))
    root.append(_xml('<c:externalData r:id="workbook"><c:autoUpdate val="0"/></c:externalData>'))
    for name in ("c:legend", "c:plotVisOnly"):
        _drop(_find(root, "c:chart"), name)
    legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
    _after(root, "c:chart/c:plotArea", legend, '<c:plotVisOnly val="1"/>')
    _value_axis(root)
    (_bars if node.kind is ChartKind.STACKED_BARS else _over_time)(root, node)
    return root


def _bars(root: etree._Element, node: Chart) -> None:
    _set(root, ".//c:catAx/c:scaling/c:orientation", "maxMin")  # the first theme on top
    _set(root, ".//c:valAx/c:crosses", "max")
    _find(root, ".//c:overlap").addprevious(_xml('<c:gapWidth val="45"/>'))
    for element, series in zip(root.iterfind(".//c:ser", _SPACES), node.series, strict=True):
        fill = fill_of(series.tone)
        _drop(element, "c:invertIfNegative")
        labels = _labels(_INK if fill in _PALE else _PAPER)
        _after(element, "c:tx", _filled(fill), '<c:invertIfNegative val="0"/>', labels)


def _over_time(root: etree._Element, node: Chart) -> None:
    axis = _find(root, ".//c:dateAx")
    number_format = _find(axis, "c:numFmt")
    number_format.set("formatCode", _DATE)
    number_format.set("sourceLinked", "0")
    step = max(1, len(node.categories) // _DAYS_LABELLED)
    _after(axis, "c:baseTimeUnit", f'<c:majorUnit val="{step}"/>', '<c:majorTimeUnit val="days"/>')
    elements = root.findall(".//c:ser", _SPACES)
    for place, (element, series) in enumerate(zip(elements, node.series, strict=False)):
        _drop(element, "c:marker")
        line = _stroke(fill_of(series.tone), 28575 if place == 0 else 19050, dashed=place > 0)
        _after(element, "c:tx", f"<c:spPr>{line}</c:spPr>", '<c:marker><c:symbol val="none"/></c:marker>')
    for element in elements[len(node.series) :]:
        _drop(element, "c:marker")
        _after(element, "c:tx", "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>", _marker(), _down_to_the_axis())


def _value_axis(root: etree._Element) -> None:
    axis = _find(root, ".//c:valAx")
    _drop(axis, "c:numFmt")
    grid = _find(axis, "c:majorGridlines")
    grid.append(_xml(f"<c:spPr>{_stroke(_LINE, 6350)}</c:spPr>"))
    _after(axis, "c:majorGridlines", '<c:numFmt formatCode="0" sourceLinked="0"/>')
    _set(axis, "c:majorTickMark", "none")


def _marker() -> str:
    shape = f'<a:solidFill><a:srgbClr val="{_MARK}"/></a:solidFill>'
    return f'<c:marker><c:symbol val="diamond"/><c:size val="8"/><c:spPr>{shape}</c:spPr></c:marker>'


def _down_to_the_axis() -> str:
    """A marked day: an error bar from the point down to zero is the line."""
    return (
        '<c:errBars><c:errDir val="y"/><c:errBarType val="minus"/><c:errValType val="percentage"/>'
        f'<c:noEndCap val="1"/><c:val val="100"/><c:spPr>{_stroke(_MARK, 15875)}</c:spPr></c:errBars>'
    )


def _filled(colour: str) -> str:
    return f'<c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>{_stroke(_PAPER, 9525)}</c:spPr>'


def _stroke(colour: str, width: int, *, dashed: bool = False) -> str:
    dash = '<a:prstDash val="dash"/>' if dashed else ""
    return f'<a:ln w="{width}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>{dash}</a:ln>'


def _labels(colour: str) -> str:
    """The number on each part; a part of zero has none."""
    shown = "".join(
        f'<c:show{name} val="{int(name == "Val")}"/>'
        for name in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    )
    return f'<c:dLbls><c:numFmt formatCode="0;;;" sourceLinked="0"/>{_text(colour)}{shown}</c:dLbls>'


def _text(colour: str) -> str:
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill><a:latin typeface="Calibri"/>'
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{_TYPE_SIZE}">{fill}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="sv-SE"/></a:p></c:txPr>'
    )


_SPACES = {"c": C, "a": A}


def _xml(text: str) -> etree._Element:
    return etree.fromstring(f"<wrap {_FRAME}>{text}</wrap>")[0]


def _find(root: etree._Element, path: str) -> etree._Element:
    found = root.find(path, _SPACES)
    if found is None:
        raise ValueError(f"the chart has no {path}")
    return found


def _after(root: etree._Element, path: str, *texts: str) -> None:
    place = _find(root, path)
    for text in reversed(texts):
        place.addnext(_xml(text))


def _set(root: etree._Element, path: str, value: str) -> None:
    _find(root, path).set("val", value)


def _drop(root: etree._Element, path: str) -> None:
    for element in root.findall(path, _SPACES):
        root.remove(element)
