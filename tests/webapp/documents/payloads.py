"""Texts that have broken document makers, and letters that must come out right."""

LETTERS = "Қазақша ғұңөі, Кыргызча ңүө, Oʻzbekcha gʻ, Türkmençe ňýžş"

MARKUP = (
    '<img src="/etc/passwd" width="10" height="10"/>',
    '<img src="file:///etc/hostname"/>',
    '<img src="http://127.0.0.1:9/x.png"/>',
    '<img src="data:image/png;base64,iVBORw0KGgo="/>',
    '<a href="javascript:app.alert(1)">press</a>',
    '<a href="http://evil.example/">press</a>',
    "<font color=\"[[[getattr(pow, Word('__globals__'))['os'].system('touch /tmp/x')]]]\">x</font>",
    '<font color="toColor(1)">x</font>',
    '<font face="nowhere" size="900">x</font>',
    '<unichar code="0x110000"/>',
    '<unichar name="__import__"/>',
    '<para backColor="red" leading="9999">x</para>',
    "3 < 5 & <b>",
    "</para></para>]]>",
    "&lt;img src=x&gt; &#0; &#xD800; &bogus; &amp",
    "<b>" * 300 + "x" + "</b>" * 300,
    "<seq id='a'/><bullet>x</bullet><onDraw name='f'/><index item='x'/>",
)
HIDDEN = (
    "\u202egnp.exe\u202c and \u2066isolated\u2069",
    "NUL \x00, escape \x1b[31m, C1 \x85\x9f, bell \x07",
    "lone \ud800 surrogate \udfff",
    "zero\u200bwidth\u200djoiner\ufeff mark \u00ad soft",
    "line\u2028and\u2029paragraph\r\nbreaks\tand tabs",
    "private \ue000 unassigned \U000e0001 end \uffff",
)
SCRIPTS = (
    LETTERS,
    "مصنع القفازات في الدمام",
    "新疆棉纺织厂 深圳",
    "โรงงานผลิตถุงมือ",
    "দক্ষিণ কারখানা · ਪੰਜਾਬ",
    "😀👩‍🏭🇰🇿 emoji",
    "Z̴͚͠a̸̡l̷g̵o " * 20,
)
LONG = ("W" * 4000, "x" * 100_000, "W " * 5000, "\n" * 5000 + "end")
HOSTILE = (*MARKUP, *HIDDEN, *SCRIPTS, *LONG)

FORMULAS = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1,1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "{=1+1}",
    '=HYPERLINK("http://evil.example","x")',
    "http://evil.example/",
    "mailto:a@example.org",
    "internal:Sheet1!A1",
    "external:c:/x.xlsx",
    "ftp://evil.example/x",
    "1e5",
    "007",
    "TRUE",
)
