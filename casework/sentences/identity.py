"""Sentences of the area `identity`: case numbers, slips, identity numbers, telephones, waybills."""

SENTENCES: dict[str, tuple[str, str]] = {
    "identity.birth_date": (
        "第 7 到 14 位应是出生日期，现在是 {found}，没有这一天或不合理：看原件改，或按 F4 读证。",
        "Places 7 to 14 should be a date of birth; {found} is not a possible one. Compare with the card, or press F4.",
    ),
    "identity.character": (
        "第 {position} 位不能是“{found}”：看原件改，或按 F4 读证。",
        'Place {position} cannot be "{found}". Compare with the document, or press F4 to read it.',
    ),
    "identity.check_digit": (
        "第 {position} 位应是 {expected}，现在是 {found}：看原件改，或按 F4 读证。",
        "Place {position} should be {expected} and is {found}. Compare with the document, or press F4 to read it.",
    ),
    "identity.length": (
        "应是 {expected} 位，现在是 {found} 位：看原件补齐，或按 F4 读证。",
        "It should have {expected} places and has {found}. Compare with the document, or press F4 to read it.",
    ),
    "identity.phone_area": (
        "座机 {found} 前面还缺区号：补上区号，如 0838-{found}。",
        "The landline {found} lacks its area code. Put it in front, as in 0838-{found}.",
    ),
    "identity.phone_form": (
        "“{found}”不是手机号，也不是带区号的座机：请申请人再报一遍。",
        '"{found}" is neither a mobile number nor a landline with area code. Ask the applicant to say it again.',
    ),
    "identity.phone_length": (
        "手机号应是 {expected} 位，现在是 {found} 位：请申请人再报一遍。",
        "A mobile number has {expected} digits; this one has {found}. Ask the applicant to say it again.",
    ),
    "identity.unknown_area": (
        "前几位不是认得的地区代码，校验位是对的：看一眼原件，可以继续。",
        "The area code is not a known one, though the check digit is right. Glance at the document; you may go on.",
    ),
    "identity.waybill_check_digit": (
        "运单号第 {position} 位应是 {expected}，现在是 {found}：重扫运单上的条码，或逐位核对。",
        "Place {position} of the waybill should be {expected} and is {found}. Scan the bar code again, or compare.",
    ),
    "identity.waybill_form": (
        "“{found}”不像运单号：运单号只有 6 到 32 位字母和数字。重扫运单上的条码。",
        '"{found}" does not look like a waybill: those have 6 to 32 letters and digits. Scan the bar code again.',
    ),
    "numbers.ambiguous": (
        "编号 {found} 没有连字符时有两种读法：请照纸上带连字符输入。",
        "Without hyphens {found} can be read in two ways. Type it with the hyphens that are on the paper.",
    ),
    "numbers.check_character": (
        "编号的最后一位不应是 {found}，前面可能有一位抄错：重扫一次，或照纸上逐位核对。",
        "The number cannot end in {found}; one of its signs may be miscopied. Scan again, or compare sign by sign.",
    ),
    "numbers.day": (
        "编号里的日期 {found} 不存在：照纸上核对。",
        "The day {found} in the number does not exist. Compare with the paper.",
    ),
    "numbers.form": (
        "“{found}”不是案件编号。编号的样子是 510600-W03-260706-0017-K5。",
        '"{found}" is not a case number. Case numbers look like 510600-W03-260706-0017-K5.',
    ),
    "numbers.label_form": (
        "“{found}”不是材料标签。标签是案件编号后面加 -M01-1。",
        '"{found}" is not a material label. Labels are the case number followed by -M01-1.',
    ),
    "slips.check_digit": (
        "回执号最后一位应是 {expected}，现在是 {found}，可能有一位抄错：重扫，或逐位核对。",
        "The slip's last digit should be {expected} and is {found}; one may be miscopied. Scan again or compare.",
    ),
    "slips.form": (
        "“{found}”不是回执号：回执号是 12 位数字。",
        '"{found}" is not a slip number: those have 12 digits.',
    ),
}
