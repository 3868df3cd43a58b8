from winnow.stages.html.names import NameReader as NameReader
