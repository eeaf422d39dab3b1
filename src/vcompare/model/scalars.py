"""Single values of the format: each a type, its limits, and the words that describe them."""

from typing import Annotated, Literal

from msgspec import Meta

from vcompare.text import slugs

# (?![\s\S]) is "end of text", as in the pattern of a slug.
_LINE = r"^(?=[^\r\n]*\S)[^\r\n]+(?![\s\S])"
_URL_PATTERN = r"^[hH][tT][tT][pP][sS]?://(?:[^\s<>\"\\^`{|}]|\{path\}|\{slug\})+(?![\s\S])"
_URL = r"^[hH][tT][tT][pP][sS]?://[^\s<>\"\\^`{|}]+(?![\s\S])"

Line = Annotated[str, Meta(pattern=_LINE, description="one line of text, not blank")]
Name = Annotated[
    str, Meta(pattern=_LINE, max_length=120, description="one line of 1 to 120 characters, not blank")
]
ShortName = Annotated[
    str, Meta(pattern=_LINE, max_length=40, description="one line of 1 to 40 characters, not blank")
]
Sentence = Annotated[
    str, Meta(pattern=_LINE, max_length=200, description="one line of 1 to 200 characters, not blank")
]
Markdown = Annotated[str, Meta(pattern=r"\S", description="Markdown text, not blank")]
Slug = Annotated[
    str,
    Meta(
        pattern=slugs.PATTERN,
        max_length=slugs.LONGEST,
        description=f"a slug: {slugs.DEFINITION}",
    ),
]
Url = Annotated[str, Meta(pattern=_URL, description="an http:// or https:// address")]
UrlPattern = Annotated[
    str, Meta(pattern=_URL_PATTERN, description="an http:// or https:// address, with {path} or {slug} in it")
]
HexColor = Annotated[str, Meta(pattern=r"^#[0-9a-fA-F]{6}(?![\s\S])", description="a color such as #0b57d0")]
Percent = Annotated[int, Meta(ge=0, le=100, description="a whole number from 0 to 100")]
Probability = Annotated[float, Meta(ge=0, le=1, description="a number from 0 to 1")]
Count = Annotated[int, Meta(ge=0, description="a whole number, 0 or more")]

Entry = Literal["free", "freemium", "paid"]
Verdict = Literal["ship", "skip"]
PanelVerdict = Literal["ship", "skip", "split"]
