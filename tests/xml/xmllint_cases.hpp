// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace junos_audit::test {

enum class Verdict { accepted, refused };

struct Case {
    const char* name;
    std::string bytes;
    Verdict verdict;                   ///< ours
    const char* stricter_because = ""; ///< set where xmllint accepts what we refuse
};

inline std::vector<Case> lenient_parser_cases() {
    using namespace std::string_literals;
    constexpr auto refused = Verdict::refused;
    return {
        // What pugixml 1.13 was measured to accept (or to keep a queryable tree of), each of them
        // by its danger.
        {"hidden content after a NUL", "<a>good</a>\0<evil/>"s, refused,
         "xmllint 2.9 stops reading at the NUL"},
        {"character reference to NUL", "<secret>good&#0;evil</secret>", refused},
        {"NUL in text", "<a>x\0y</a>"s, refused},
        {"NUL in a name", "<a\0b/>"s, refused},
        {"NUL in a value", "<a b='x\0y'/>"s, refused},
        {"two roots", "<a>good</a><a>evil</a>", refused},
        {"junk before the root", "junk<a/>", refused},
        {"junk after the root", "<a/>junk", refused},
        {"end-of-message marker after the root", "<a/>]]>]]>", refused},
        {"truncated inside an element", "<a><b>x</b>", refused},
        {"duplicate attributes", "<a b='good' b='evil'/>", refused},
        {"undefined entity", "<a>&foo;</a>", refused},
        {"bare ampersand", "<a>x & y</a>", refused},
        {"document type with an entity", "<!DOCTYPE a [<!ENTITY e 'evil'>]><a>&e;</a>", refused,
         "document types are never read"},
        {"document type with an external entity",
         "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><a/>", refused,
         "document types are never read"},
        {"document type with a default attribute", "<!DOCTYPE a [<!ATTLIST a b CDATA 'evil'>]><a/>",
         refused, "document types are never read"},
        {"reference beyond Unicode", "<a>&#x110000;</a>", refused},
        {"reference to a surrogate", "<a>&#xD800;</a>", refused},
        {"reference that overflows", "<a>&#99999999999;</a>", refused},
        {"bytes that are not UTF-8", "<a>\xff\xfe\x80</a>", refused},
        {"overlong less-than",
         "<a>\xc0\xbc"
         "b/></a>",
         refused},
        {"raw escape character", "<a>\x1b[31m</a>", refused},
        {"prefix that is not declared", "<x:a/>", refused},
        {"two colons", "<a:b:c xmlns:a='u'/>", refused},
        {"leading colon", "<:a/>", refused},
        {"UTF-16 without byte order mark", "<\0a\0/\0>\0"s, refused},
        {"Latin-1 by declaration", "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>",
         refused, "only UTF-8 and US-ASCII are read"},
    };
}

inline std::vector<Case> element_cases() {
    constexpr auto accepted = Verdict::accepted;
    constexpr auto refused = Verdict::refused;
    return {
        {"the smallest document", "<a/>", accepted},
        {"white space around the root", " \n<a/>\t\r\n", accepted},
        {"comments around the root", "<!-- x --><a/><!-- y -->", accepted},
        {"space before the end of a tag", "<a ></a >", accepted},
        {"line breaks in a tag", "<a\nb='1'\r\n\tc=\"2\"\n/>", accepted},
        {"space around the equals sign", "<a b = 'x'/>", accepted},
        {"the other quote in a value", "<a b='\"' c=\"'\"/>", accepted},
        {"greater-than in a value and in text", "<a b='>'>></a>", accepted},
        {"the five entities", "<a b='&lt;&amp;&quot;&apos;&gt;'>&lt;&amp;&quot;&apos;&gt;</a>",
         accepted},
        {"decimal and hexadecimal references", "<a>&#65;&#x42;&#x1F600;&#000067;</a>", accepted},
        {"reference to a tab", "<a>&#9;</a>", accepted},
        {"CDATA with markup in it", "<a><![CDATA[<b>&x;]]></a>", accepted},
        {"empty CDATA", "<a><![CDATA[]]></a>", accepted},
        {"CDATA that ends in brackets", "<a><![CDATA[x]]]]></a>", accepted},
        {"brackets in text", "<a>]] ]> ]</a>", accepted},
        {"comment with a single hyphen inside", "<a><!-- a-b --></a>", accepted},
        {"empty comment", "<a><!----></a>", accepted},
        {"names with all their ASCII characters", "<_a-b.c9/>", accepted},
        {"name beyond ASCII", "<\xc3\xa9t\xc3\xa9 \xd0\xb8='1'/>", accepted},
        {"name part beyond ASCII", "<a\xc2\xb7\xcc\x80/>", accepted},
        {"characters of every length", "<a>$\xc2\xa2\xe2\x82\xac\xf0\x90\x8d\x88</a>", accepted},
        {"U+FFFD", "<a>\xef\xbf\xbd</a>", accepted},
        {"DEL and C1 characters", "<a>\x7f\xc2\x85</a>", accepted},
        {"nothing", "", refused},
        {"white space only", " \n", refused},
        {"a comment only", "<!-- x -->", refused},
        {"text only", "text", refused},
        {"an end tag only", "</a>", refused},
        {"mismatched end tag", "<a></b>", refused},
        {"end tag that is longer", "<a></ab>", refused},
        {"end tag that is shorter", "<ab></a>", refused},
        {"end tag with an attribute", "<a></a b='1'>", refused},
        {"overlapping elements", "<a><b></a></b>", refused},
        {"one end tag too many", "<a/></a>", refused},
        {"space before a name", "< a/>", refused},
        {"space after the slash", "<a/ >", refused},
        {"slash in the middle of a tag", "<a / b='1'>", refused},
        {"name that begins with a digit", "<1a/>", refused},
        {"name that begins with a hyphen", "<-a/>", refused},
        {"name that begins with a combining mark", "<\xcc\x80/>", refused},
        {"name with a multiplication sign", "<a\xc3\x97/>", refused},
        {"name with a broken character", "<a\xc3/>", refused},
    };
}

inline std::vector<Case> attribute_and_text_cases() {
    constexpr auto refused = Verdict::refused;
    return {
        {"no space between attributes", "<a b='1'c='2'/>", refused},
        {"attribute without value", "<a b/>", refused},
        {"attribute without quotes", "<a b=1/>", refused},
        {"quotes that do not match", "<a b='1\"/>", refused},
        {"less-than in a value", "<a b='<'/>", refused},
        {"bare ampersand in a value", "<a b='x&y'/>", refused},
        {"NUL by reference in a value", "<a b='&#x0;'/>", refused},
        {"escape by reference", "<a>&#27;</a>", refused},
        {"U+FFFE", "<a>\xef\xbf\xbe</a>", refused},
        {"U+FFFF by reference", "<a>&#xFFFF;</a>", refused},
        {"surrogate in UTF-8", "<a>\xed\xa0\x80</a>", refused},
        {"beyond U+10FFFF in UTF-8", "<a>\xf4\x90\x80\x80</a>", refused},
        {"UTF-8 cut short by a tag", "<a>\xe2\x82</a>", refused},
        {"lone continuation byte", "<a>\x80</a>", refused},
        {"overlong NUL", "<a>\xc0\x80</a>", refused},
        {"control character in a value", "<a b='\x01'/>", refused},
        {"control character in a comment", "<a><!--\x02--></a>", refused},
        {"control character in CDATA", "<a><![CDATA[\x03]]></a>", refused},
        {"end of CDATA in text", "<a>x]]>y</a>", refused},
        {"end of CDATA after a bracket", "<a>]]]></a>", refused},
        {"double hyphen in a comment", "<a><!-- a--b --></a>", refused},
        {"comment that ends in three hyphens", "<a><!-- a ---></a>", refused},
        {"comment that does not end", "<a><!-- </a>", refused},
        {"CDATA that does not end", "<a><![CDATA[x]]</a>", refused},
        {"CDATA before the root", "<![CDATA[x]]><a/>", refused},
        {"CDATA after the root", "<a/><![CDATA[]]>", refused},
        {"reference after the root", "<a/>&#32;", refused},
        {"lower-case CDATA", "<a><![cdata[x]]></a>", refused},
        {"declaration inside an element", "<a><!ELEMENT b ANY></a>", refused},
        {"empty reference", "<a>&;</a>", refused},
        {"empty decimal reference", "<a>&#;</a>", refused},
        {"empty hexadecimal reference", "<a>&#x;</a>", refused},
        {"reference with upper-case X", "<a>&#X41;</a>", refused},
        {"reference with a sign", "<a>&#-65;</a>", refused},
        {"reference with a double prefix", "<a>&#x0x41;</a>", refused},
        {"reference without semicolon", "<a>&#65</a>", refused},
        {"entity in upper case", "<a>&LT;</a>", refused},
        {"processing instruction", "<a><?x y?></a>", refused, "no Junos reply has one"},
        {"processing instruction before the root", "<?x y?><a/>", refused,
         "no Junos reply has one"},
        {"empty document type", "<!DOCTYPE a><a/>", refused, "document types are never read"},
    };
}

inline std::vector<Case> declaration_cases() {
    constexpr auto accepted = Verdict::accepted;
    constexpr auto refused = Verdict::refused;
    return {
        {"byte order mark", "\xef\xbb\xbf<a/>", accepted},
        {"byte order mark and declaration", "\xef\xbb\xbf<?xml version='1.0'?><a/>", accepted},
        {"version only", "<?xml version=\"1.0\"?><a/>", accepted},
        {"UTF-8", "<?xml version='1.0' encoding='UTF-8'?><a>\xc3\xa9</a>", accepted},
        {"utf-8 in lower case", "<?xml version='1.0' encoding='utf-8'?><a/>", accepted},
        {"us-ascii", "<?xml version='1.0' encoding='us-ascii'?><a/>", accepted},
        {"standalone", "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?><a/>", accepted},
        {"UTF-8 in a document that announces US-ASCII",
         "<?xml version='1.0' encoding='US-ASCII'?><a>\xc3\xa9</a>", refused},
        {"two byte order marks", "\xef\xbb\xbf\xef\xbb\xbf<a/>", refused},
        {"space before the declaration", " <?xml version='1.0'?><a/>", refused},
        {"second declaration", "<?xml version='1.0'?><?xml version='1.0'?><a/>", refused},
        {"declaration after the root", "<a/><?xml version='1.0'?>", refused},
        {"declaration inside the root", "<a><?xml version='1.0'?></a>", refused},
        {"no version", "<?xml encoding='UTF-8'?><a/>", refused},
        {"no space in the declaration", "<?xml version='1.0'encoding='UTF-8'?><a/>", refused},
        {"declaration in another order", "<?xml encoding='UTF-8' version='1.0'?><a/>", refused},
        {"standalone before encoding", "<?xml version='1.0' standalone='no' encoding='UTF-8'?><a/>",
         refused},
        {"standalone maybe", "<?xml version='1.0' standalone='maybe'?><a/>", refused},
        {"unknown part of the declaration", "<?xml version='1.0' x='y'?><a/>", refused},
        {"declaration that does not end", "<?xml version='1.0'", refused},
        {"declaration that ends like a tag", "<?xml version='1.0'><a/>", refused},
        {"version 1.1", "<?xml version='1.1'?><a/>", refused, "1.1 has other characters"},
        {"version 2.0", "<?xml version='2.0'?><a/>", refused},
        {"UTF-7", "<?xml version='1.0' encoding='UTF-7'?><a/>", refused,
         "only UTF-8 and US-ASCII are read"},
        {"UTF-16 by declaration alone", "<?xml version='1.0' encoding='UTF-16'?><a/>", refused},
        {"EBCDIC by declaration", "<?xml version='1.0' encoding='EBCDIC-CP-US'?><a/>", refused},
        {"encoding that nobody knows", "<?xml version='1.0' encoding='x-none'?><a/>", refused},
        {"UTF-16 with byte order mark", std::string("\xff\xfe<\0a\0/\0>\0", 10), refused,
         "only UTF-8 and US-ASCII are read"},
    };
}

inline std::vector<Case> namespace_cases() {
    constexpr auto accepted = Verdict::accepted;
    constexpr auto refused = Verdict::refused;
    return {
        {"default namespace", "<a xmlns='u:a'><b xmlns=''/></a>", accepted},
        {"prefix declared on the element itself", "<p:a xmlns:p='u:a' p:b='1'/>", accepted},
        {"prefix bound anew inside", "<p:a xmlns:p='u:a'><p:b xmlns:p='u:b'/><p:c/></p:a>",
         accepted},
        {"prefix xml", "<a xml:lang='en'/>", accepted},
        {"prefix xml declared as what it is",
         "<a xmlns:xml='http://www.w3.org/XML/1998/namespace'/>", accepted},
        {"same local name in two namespaces",
         "<a xmlns:p='u:p' xmlns:q='u:q' p:b='1' q:b='2' b='3'/>", accepted},
        {"default namespace does not concern attributes",
         "<a xmlns='u:a' xmlns:p='u:a' b='1' p:b='2'/>", accepted},
        {"prefix out of scope", "<a><b xmlns:p='u:p'/><p:c/></a>", refused},
        {"prefix not declared where another one is", "<a xmlns:q='u:q'><p:b/></a>", refused},
        {"prefix of an attribute not declared", "<a p:b='1'/>", refused},
        {"same attribute by two prefixes", "<a xmlns:p='u:p' xmlns:q='u:p' p:b='1' q:b='2'/>",
         refused},
        {"same attribute by two spellings of one namespace",
         "<a xmlns:p='u:p' xmlns:q='u:&#112;' p:b='1' q:b='2'/>", refused},
        {"prefix declared twice", "<a xmlns:p='u:p' xmlns:p='u:q'/>", refused},
        {"default namespace declared twice", "<a xmlns='u:p' xmlns='u:q'/>", refused},
        {"prefix undeclared again", "<a xmlns:p='u:p'><b xmlns:p=''/></a>", refused},
        {"prefix xmlns declared", "<a xmlns:xmlns='u:p'/>", refused},
        {"prefix xml declared as something else", "<a xmlns:xml='u:p'/>", refused},
        {"another prefix for the namespace of xml",
         "<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>", refused},
        {"the namespace of xmlns as default", "<a xmlns='http://www.w3.org/2000/xmlns/'/>",
         refused},
        {"element with prefix xmlns", "<xmlns:a/>", refused},
        {"trailing colon", "<a: xmlns:a='u:a'/>", refused},
        {"local part that begins with a digit", "<a:1 xmlns:a='u:a'/>", refused},
        {"two colons in an attribute", "<a xmlns:b='u:b' b:c:d='1'/>", refused},
        {"attribute with a leading colon", "<a :b='1'/>", refused},
        {"end tag by another prefix of the same namespace",
         "<p:a xmlns:p='u:a' xmlns:q='u:a'></q:a>", refused},
    };
}

} // namespace junos_audit::test
