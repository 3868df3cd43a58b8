from selectolax.lexbor import LexborHTMLParser, LexborNode

from winnow.stages.blocks import Page

def walk(parser: LexborHTMLParser, root: LexborNode, /) -> Page: ...
