"""Ids and classes by which web pages tell the document from the furniture of the site."""

from __future__ import annotations

from wenbiao.read.html_tree import word_set

EDITOR_CONTAINERS = word_set("""
    ucap-content zoom fontzoom zoomcon js_content d_article trs_editor trs_editor_view trs_ueditor trs_paper_default
    trs_web trs_preview custom_unionstyle articlecontent article-content article_content articlecon article-con
    artcontent art_content arti_content artibody artical_content newscontent news-content news_content newscon
    newstext news_text contenttext content-text content_text con_text context contxt conttxt pages_content
    pages-content detailcontent detail-content detail_content d_detailcontent detail_con detailcon infocontent
    info-content info_content xxgk_content xxgk-content gkcontent gk_content gknr wp_articlecontent v_news_content
    bt_content show_content view_content main_content_text easysite-news-text ewb-article-info ewb-info-content
    ewb-article-content print-content print_content printcontent printarea print_area rich_media_content mainbody
    text_content textcontent txtcontent txt_content nr_content conzt zwnr zw_content content_body contentbody
    article_body articlebody article-body
""")
"""Ids and classes that content management systems give to the text an editor typed."""

PAGE_CONTAINERS = word_set("""
    article content contents main maincontent main-content main_content detail details con zw text txt info news
    newsbox contentbox content_box content-box xl xilan nr neirong zhengwen zoombox
""")
"""Ids and classes of wider boxes around it; ``article`` and ``main`` elements count among them."""

FURNITURE = word_set("""
    nav navbar navigation menu breadcrumb breadcrumbs crumb crumbs mbx dqwz footer copyright topbar sidebar share
    bdshare bdsharebuttonbox pagination pager search login toolbar qrcode ewm erweima jiucuo related recommend print
    dayin fenxiang
""")
"""Words in ids and classes of what surrounds a document; believed only where there is no prose."""
