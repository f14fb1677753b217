"""Text that a page would show as its own: HTML, Markdown, a formula.

Control: markup
"""


def count_windows(m, k):
    print("<script>alert(1)</script>")
    print("</pre><b>accepted 10 of 10</b>")
    print("![x](http://example.invalid/?leak)")
    return "=HYPERLINK(1)</td><td>10"
