"""
Pages and texts for the tests of `cwkit.markup`, and slow, obvious readers of them.
"""

from __future__ import annotations

import html
import pathlib
import re

import html5lib
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cwkit.markup import RegionKind

TAGS = re.compile("<!--.*?(?:-->|\\Z)|</?[a-zA-Z!?][^<>]*(?:>|\\Z)", re.DOTALL)

HIDDEN = {
    *("audio", "canvas", "datalist", "iframe", "noembed", "noframes", "noscript"),
    *("rp", "script", "style", "template", "video", "listing"),
    *("code", "kbd", "pre", "samp", "tt", "xmp"),
}
MUTE = {
    *("base", "head", "html", "link", "meta", "noscript", "param", "script", "source"),
    *("style", "template", "title", "track"),
}
PICTURES = {"area", "image", "img", "input"}


def squeeze(text):
    """Return the characters of a text without white space and fills."""
    return "".join(re.sub("[\u200b\u2060]", "", text).split())


def see_html(source):
    """Return what html5lib's tree shows, without white space."""
    document = html5lib.parse(
        source.replace("\n", " "),
        treebuilder="dom",
        namespaceHTMLElements=False,
        scripting=True,
    )
    seen = []
    titles = []
    see_node(document, seen, titles, hidden=False, foreign=False)
    return squeeze("".join(seen))


def see_node(node, seen, titles, *, hidden, foreign):
    """Collect the text of one node."""
    if node.nodeType == node.TEXT_NODE:
        if not hidden:
            seen.append(node.data)
        return
    if node.nodeType not in {node.ELEMENT_NODE, node.DOCUMENT_NODE}:
        return
    if node.nodeType == node.ELEMENT_NODE:
        name = node.tagName.lower()
        if name == "title" and not foreign:
            # The first title names the page wherever it stands.
            hidden = bool(titles)
            titles.append(name)
        own = hides(node)
        if not own and not hidden and name not in MUTE:
            seen.extend(
                value
                for key, value in node.attributes.items()
                if key in {"title", "aria-label"} or (key == "alt" and name in PICTURES)
            )
        hidden = hidden or own or name in HIDDEN
        foreign = name in {"svg", "math"} or (
            foreign and name not in {"foreignobject", "title", "desc"}
        )
    for child in node.childNodes:
        see_node(child, seen, titles, hidden=hidden, foreign=foreign)


def hides(node):
    """Say whether the attributes of a node hide it."""
    style = "".join(node.getAttribute("style").split()).lower()
    return (
        node.hasAttribute("hidden")
        or node.getAttribute("aria-hidden").lower() == "true"
        or "display:none" in style
    )


def see_markdown(source):
    """Return what markdown-it-py shows, without white space."""
    seen = []
    parser = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table")
    for token in parser.parse(source):
        if token.type == "inline":
            see_inline(token.children, seen)
        elif token.type == "html_block":
            # The pages drawn here hold nothing in raw blocks but tags and text.
            seen.append(html.unescape(TAGS.sub("", token.content)))
    return squeeze("".join(seen))


def see_inline(tokens, seen, *, titled=True):
    """Collect the text of inline tokens; an address as its own text is no prose."""
    automatic = False
    titles = []
    for token in tokens:
        if token.type == "link_open":
            automatic = token.info == "auto"
            titles.append(token.attrGet("title"))
        elif token.type == "link_close":
            automatic = False
            seen.append((titled and titles.pop()) or "")
        elif token.type in {"text", "text_special"} and not automatic:
            seen.append(token.content)
        elif token.type == "image":
            see_inline(token.children or (), seen, titled=False)
            seen.append((titled and token.attrGet("title")) or "")
        elif token.type == "code_inline" and not titled:
            # Code is prose where nothing else stands for a picture.
            seen.append(token.content)


BLOCK_NAMES = [
    *("div", "p", "h1", "h2", "blockquote", "section", "article", "main", "figure"),
    *("figcaption", "nav", "aside", "footer", "header"),
]
SOUP_NAMES = [name for name in BLOCK_NAMES if name != "main"]
INLINE_NAMES = ["b", "i", "em", "span", "q", "sup", "abbr"]
LIST_PARTS = ["<ul>", "<li>", "</li>", "</ul>", "<ol>", "</ol>", "<dl>", "<dt>", "<dd>"]
ATTRIBUTES = [
    *("", "", "", "", " hidden", ' class="a b"', " id='x'", ' title="a &gt; b"'),
    *(
        ' data-x="<p>"',
        " aria-hidden=true",
        ' style="display: none"',
        ' aria-label="l"',
    ),
    *(" a = 'b>c'", ' href="x"'),
]
ODDITIES = [
    *("<!-- c -->", "<!-->", "<!--->", "<!-- > -- -->", "<!--!>-->", "<!---!>x-->"),
    *("<?xml x?>", "<!x>", "<![CDATA[x]]>", "</>", "</ x>", "< ", "<3", "&", "&amp;"),
    *("&lt;", "&#65;", "&#x42", "&copy", "&notit;", "&nosuch;", "&#0;", "&eacute;"),
    *("<br>", "</br>", "<hr>", "<wbr>", "<img alt='p' src=x>", "<img src=x alt=q>"),
    *("<script>a<b>'</script>", "<style>x</style>", "<textarea>a<b>&amp;</textarea>"),
    *("<script><!--<script></script>x--></script>", "<noscript>n</noscript>"),
    *("<code>k</code>", "<pre>k\n\nm</pre>", "<template>t</template>", "\n\n", " "),
    *("<svg><title>s</title><text>t</text><g/></svg>", "<video>v</video>", "<INPUT>"),
    *("<datalist><option>d<option>d</datalist>", "<option>", "</option>"),
    *("<title>T</title>", "<iframe>f</iframe>", "<svg><![CDATA[d]]></svg>"),
]

prose = st.sampled_from(["a", "tea", "cake", "é", "Z9", "_", ". ", ", ", " "])


@st.composite
def html_pages(draw):
    """Draw pages that are well nested, with some odd things between."""
    pieces = []

    def element(depth):
        """Add one element."""
        name = draw(st.sampled_from(BLOCK_NAMES if depth < 3 else INLINE_NAMES))
        # Browsers open <b> and its like again, attributes and all, in the next block.
        chosen = "" if name in {"b", "em", "i"} else draw(st.sampled_from(ATTRIBUTES))
        pieces.append(f"<{name}{chosen}>")
        for _ in range(draw(st.integers(0, 3))):
            if depth < 5 and draw(st.booleans()):
                element(depth + 1)
            else:
                pieces.append(draw(prose))
                pieces.append(draw(st.sampled_from(ODDITIES)))
        pieces.append(f"</{name}>")

    for _ in range(draw(st.integers(1, 4))):
        element(0)
    return "<!doctype html><body>" + "".join(pieces)


html_soups = st.lists(
    st.one_of(
        prose,
        st.sampled_from(ODDITIES),
        st.sampled_from(LIST_PARTS),
        # Not on <b> and its like: browsers open those again in the next block. And
        # html5lib knows <main> for an ordinary element, unlike the standard of today.
        st.builds(
            "<{}{}>".format,
            st.sampled_from(SOUP_NAMES),
            st.sampled_from(ATTRIBUTES),
        ),
        st.builds("<{}>".format, st.sampled_from(INLINE_NAMES)),
        st.builds("</{}>".format, st.sampled_from(SOUP_NAMES + INLINE_NAMES)),
        st.sampled_from(["<", ">", '"', "'", "<a", "<!--", "</", "="]),
    ),
    max_size=30,
).map("".join)


def has_no_front_matter(source):
    """Say whether CommonMark, which knows no front matter, may judge a text."""
    return not source.startswith("---")


markdown_texts = (
    st.lists(
        st.one_of(
            prose,
            st.sampled_from(
                [
                    *("*", "**", "_", "__", "***", "`", "``", "[", "]", "(", ")", "!["),
                    *(
                        "](x)",
                        '](<a b> "t")',
                        "[a]: /x\n\n",
                        "![a](b (t))",
                        "[a]",
                        "[a][]",
                        "\\",
                        "\\*",
                        "\n",
                    ),
                    *(
                        "\n\n",
                        "\n",
                        "# ",
                        "## ",
                        "- ",
                        "1. ",
                        "> ",
                        "    ",
                        "```\n",
                        "~~~\n",
                    ),
                    *(
                        "---\n",
                        "===\n",
                        "\n- ",
                        "\n> ",
                        "\n1. ",
                        "  ",
                        "\t",
                        "&amp;",
                        "&x",
                    ),
                    *("<geo:1,2>", "<b>", "</b>", "<!-- c -->", "| a | b |\n"),
                    *(
                        "|---|---|\n",
                        "\n\n",
                        "***\n",
                        "+ ",
                        "2) ",
                        "#",
                        "&copy;",
                        "<",
                        ">",
                    ),
                ]
            ),
        ),
        max_size=30,
    )
    .map("".join)
    .filter(has_no_front_matter)
)


rst_texts = st.lists(
    st.one_of(
        prose,
        st.sampled_from(
            [
                *(
                    "*",
                    "**",
                    "`",
                    "``",
                    "|",
                    "_",
                    "__",
                    "\\",
                    "\\ ",
                    ":ref:`",
                    "`_",
                    "::",
                ),
                *("\n", "\n", "\n\n", "\n\n", "\n  ", "\n   ", "\n    ", " ", "\t"),
                *("====", "\n====\n", "\n----\n", "- ", "1. ", "#. ", ":a: ", "| "),
                *(
                    ".. ",
                    "..",
                    ".. note:: ",
                    ".. code::\n\n   ",
                    ".. image:: x\n   :alt: ",
                ),
                *(".. _a: x\n", "a_", "[1]_", ".. [1] ", ".. |a| replace:: ", "|a|"),
                *(
                    "`a <x>`_",
                    "+--+--+\n",
                    "|a |b |\n",
                    "===  ===\n",
                    ">>> ",
                    "https://a.b",
                ),
                *(
                    ".. figure:: x\n\n   ",
                    "::\n\n   ",
                    ":title: ",
                    "\n.. cwkit:start\n\n",
                ),
                "\n.. cwkit:end\n\n",
            ]
        ),
    ),
    max_size=30,
).map("".join)

FEED_WORDS = [
    *("a", "tea ", "é", "&amp;", "&lt;", "&gt;", "&#233;", "&amp;eacute;", "&x;", "&"),
    *(
        "&lt;p&gt;",
        "&lt;/p&gt;",
        "&lt;b&gt;",
        "&lt;/b&gt;",
        "<![CDATA[<p>",
        "]]>",
        "\n",
    ),
    *("&lt;a href=&quot;x&quot;&gt;", "&lt;!-- c --&gt;", "<!-- c -->", "<p>", "</p>"),
    *("&lt;pre&gt;k&lt;/pre&gt;", "&lt;h2&gt;", "&lt;/h2&gt;", "<?x?>", "<!x", "<br/>"),
]


@st.composite
def feeds(draw):
    """Draw feeds, some of them broken."""
    words = st.lists(st.sampled_from(FEED_WORDS), max_size=5).map("".join)
    elements = ["title", "description", "content:encoded", "summary", "content", "link"]
    kinds = ["", ' type="html"', ' type="xhtml"', ' type="text"', " type='x'"]
    pieces = ["<rss><channel>"]
    for _ in range(draw(st.integers(0, 4))):
        name = draw(st.sampled_from(["item", "entry", "channel", "image"]))
        pieces.append(f"<{name}>")
        for _ in range(draw(st.integers(0, 3))):
            element = draw(st.sampled_from(elements))
            kind, inner = draw(st.sampled_from(kinds)), draw(words)
            pieces.append(f"<{element}{kind}>{inner}</{element}>")
        pieces.append(draw(st.sampled_from([f"</{name}>", f"</{name}>", "", "</x>"])))
    return "".join(pieces) + draw(
        st.sampled_from(["</channel></rss>", "", "<", "<!--"])
    )


DATA = pathlib.Path(__file__).parent / "data" / "markup"


def read_cases(name):
    """Return title, input and expected of each case in a file."""
    parts = (DATA / name).read_bytes().decode().split("\n.\n")
    titles, inputs, outputs = parts[0:-1:3], parts[1::3], parts[2::3]
    return [
        (title.strip(), source, expected.strip())
        for title, source, expected in zip(titles, inputs, outputs, strict=True)
    ]


def describe(document):
    """Say what was read, one thing a line."""
    lines = [
        f"{region.kind.value}{region.level or ''}: {words(document, region)}".strip()
        for region in document.regions
    ]
    lines += [
        f"link: {link.target} <- {link.span.of(document.source)}"
        for link in document.links
    ]
    if document.language:
        lines.append(f"language: {document.language}")
    lines += [
        f"banner: {' '.join(banner.of(document.source).split())}"
        for banner in document.banners
    ]
    return "\n".join(lines)


def words(document, region):
    """Return the words of a region; ~ stands for fills inside words."""
    text = document.text
    if region.kind is RegionKind.CODE:
        text = document.source
    return " ".join(re.sub("[\u200b\u2060]+", "~", region.span.of(text)).split())


def find_strays(document):
    """Return where visible characters stand that do not stand there in the source."""
    return [
        offset
        for offset, character in enumerate(document.text)
        if not (character.isspace() or character in "\u200b\u2060")
        and document.source[offset] != character
        and not is_decoded(document, offset)
    ]


def is_decoded(document, offset):
    """Say whether a character comes from a reference that begins nearby."""
    start = document.source.rfind("&", 0, offset + 1)
    decoded = html.unescape(document.source[start : start + 300])
    if document.media_type.endswith("xml"):
        # A feed writes as text what is itself HTML.
        decoded += html.unescape(decoded)
    return start >= 0 and document.text[offset] in decoded
