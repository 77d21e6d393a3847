<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
    <context>
        <name>ActList</name>
        <message>
            <source>输入名称或按键，Enter 办理</source>
            <translation>Type a name or a key, Enter does it</translation>
        </message>
        <message>
            <source>这里能办的事</source>
            <translation>What can be done here</translation>
        </message>
    </context>
    <context>
        <name>Acts</name>
        <message>
            <source>不予受理</source>
            <translation>Do not accept</translation>
        </message>
        <message>
            <source>交接</source>
            <translation>Handover</translation>
        </message>
        <message>
            <source>交班并锁屏</source>
            <translation>Hand over and lock</translation>
        </message>
        <message>
            <source>从图片读码</source>
            <translation>Code from a picture</translation>
        </message>
        <message>
            <source>作废空白证，换号重打</source>
            <translation>Void the blank, print on a new one</translation>
        </message>
        <message>
            <source>催办</source>
            <translation>Urge</translation>
        </message>
        <message>
            <source>先收件</source>
            <translation>Receive only</translation>
        </message>
        <message>
            <source>免费印章</source>
            <translation>Free seal set</translation>
        </message>
        <message>
            <source>全屏</source>
            <translation>Full screen</translation>
        </message>
        <message>
            <source>全部动作</source>
            <translation>All acts</translation>
        </message>
        <message>
            <source>全部按键</source>
            <translation>All keys</translation>
        </message>
        <message numerus="yes">
            <source>其他 %n 种</source>
            <translation>
                <numerusform>%n more act</numerusform>
                <numerusform>%n more acts</numerusform>
            </translation>
        </message>
        <message>
            <source>发件</source>
            <translation>Outbox</translation>
        </message>
        <message>
            <source>发给来人</source>
            <translation>Hand to collector</translation>
        </message>
        <message>
            <source>发证</source>
            <translation>Issue</translation>
        </message>
        <message>
            <source>受理</source>
            <translation>Accept</translation>
        </message>
        <message>
            <source>叫下一位</source>
            <translation>Next</translation>
        </message>
        <message>
            <source>告知特别程序、延期</source>
            <translation>Tell special procedure or extension</translation>
        </message>
        <message>
            <source>复制全部字段</source>
            <translation>Copy all fields</translation>
        </message>
        <message>
            <source>容缺受理</source>
            <translation>Tolerance</translation>
        </message>
        <message>
            <source>对照相似</source>
            <translation>Compare alike</translation>
        </message>
        <message>
            <source>导出</source>
            <translation>Export</translation>
        </message>
        <message>
            <source>待办</source>
            <translation>Work list</translation>
        </message>
        <message>
            <source>打印</source>
            <translation>Print</translation>
        </message>
        <message>
            <source>打开</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>打快递交寄清单</source>
            <translation>Print courier sheet</translation>
        </message>
        <message>
            <source>打日结单</source>
            <translation>Print day sheet</translation>
        </message>
        <message>
            <source>打材料标签</source>
            <translation>Print labels</translation>
        </message>
        <message>
            <source>打测试页</source>
            <translation>Print test page</translation>
        </message>
        <message>
            <source>打领取登记表</source>
            <translation>Print collection record</translation>
        </message>
        <message>
            <source>扫描</source>
            <translation>Scan papers</translation>
        </message>
        <message>
            <source>扫码查找</source>
            <translation>Scan or find</translation>
        </message>
        <message>
            <source>换新版清单</source>
            <translation>Newer checklist</translation>
        </message>
        <message>
            <source>接着打印</source>
            <translation>Go on printing</translation>
        </message>
        <message>
            <source>搁置</source>
            <translation>Set aside</translation>
        </message>
        <message>
            <source>撤销</source>
            <translation>Undo</translation>
        </message>
        <message>
            <source>新受理</source>
            <translation>New</translation>
        </message>
        <message>
            <source>无需许可</source>
            <translation>Not required</translation>
        </message>
        <message>
            <source>日结</source>
            <translation>Day end</translation>
        </message>
        <message>
            <source>更正</source>
            <translation>Correct</translation>
        </message>
        <message>
            <source>本窗的印章</source>
            <translation>Seals kept here</translation>
        </message>
        <message>
            <source>清单</source>
            <translation>Checklist</translation>
        </message>
        <message>
            <source>现在就发</source>
            <translation>Send now</translation>
        </message>
        <message>
            <source>空白证</source>
            <translation>Blanks</translation>
        </message>
        <message>
            <source>筛选</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>草稿</source>
            <translation>Drafts</translation>
        </message>
        <message>
            <source>补发证书</source>
            <translation>Replace the certificate</translation>
        </message>
        <message>
            <source>补正告知</source>
            <translation>Supplement notice</translation>
        </message>
        <message>
            <source>设置</source>
            <translation>Settings</translation>
        </message>
        <message>
            <source>语言</source>
            <translation>Language</translation>
        </message>
        <message>
            <source>读证</source>
            <translation>Read card</translation>
        </message>
        <message>
            <source>过号</source>
            <translation>Skip the ticket</translation>
        </message>
        <message>
            <source>邮寄</source>
            <translation>Mail</translation>
        </message>
        <message>
            <source>重呼</source>
            <translation>Recall</translation>
        </message>
        <message>
            <source>重打</source>
            <translation>Print again</translation>
        </message>
        <message>
            <source>锁屏</source>
            <translation>Lock</translation>
        </message>
        <message>
            <source>问服务器</source>
            <translation>Ask the server</translation>
        </message>
        <message>
            <source>预览</source>
            <translation>Preview</translation>
        </message>
        <message>
            <source>预览开关</source>
            <translation>Preview on, off</translation>
        </message>
    </context>
    <context>
        <name>Ask</name>
        <message>
            <source>不予受理</source>
            <translation>Do not accept</translation>
        </message>
        <message>
            <source>不办了</source>
            <translation>Leave it</translation>
        </message>
        <message>
            <source>不等电子印章，现在打，请部门手盖</source>
            <translation>Do not wait: print now, to be stamped by hand</translation>
        </message>
        <message>
            <source>两人在场：这一张剪角、写“作废”，结果打在下一张空白证上。</source>
            <translation>Both of you present: cut a corner of this one, write VOID on it. The result goes on the next blank.</translation>
        </message>
        <message>
            <source>为什么不打了</source>
            <translation>Why it is not printed</translation>
        </message>
        <message>
            <source>为什么再打一次</source>
            <translation>Why once more</translation>
        </message>
        <message>
            <source>为什么无需许可</source>
            <translation>Why no licence is required</translation>
        </message>
        <message>
            <source>为什么更正，会印在新回执上</source>
            <translation>Why it is corrected (printed on the slip)</translation>
        </message>
        <message>
            <source>为什么补发</source>
            <translation>Why it is replaced</translation>
        </message>
        <message>
            <source>事由，或申请人问什么</source>
            <translation>Why, or what the applicant asks</translation>
        </message>
        <message>
            <source>交给谁</source>
            <translation>Handed to</translation>
        </message>
        <message>
            <source>从哪个号</source>
            <translation>First number</translation>
        </message>
        <message>
            <source>作废这张，换号重打</source>
            <translation>Void this blank, print on a new one</translation>
        </message>
        <message>
            <source>催办</source>
            <translation>Urge</translation>
        </message>
        <message>
            <source>公安备案号</source>
            <translation>Filing number</translation>
        </message>
        <message>
            <source>到哪个号</source>
            <translation>Last number</translation>
        </message>
        <message>
            <source>到哪个窗口</source>
            <translation>To which window</translation>
        </message>
        <message>
            <source>刻章企业</source>
            <translation>Maker</translation>
        </message>
        <message>
            <source>办理</source>
            <translation>Do it</translation>
        </message>
        <message>
            <source>单位名称</source>
            <translation>Body</translation>
        </message>
        <message>
            <source>印模卡的扫描件</source>
            <translation>Scans of the impression cards</translation>
        </message>
        <message>
            <source>印章刻好了</source>
            <translation>The seals came</translation>
        </message>
        <message>
            <source>原来的证书作废，打一份补发的。</source>
            <translation>The certificate that was issued is void; a replacement is printed.</translation>
        </message>
        <message>
            <source>原来的证书作废，补发的打在下一张空白证上。</source>
            <translation>The certificate that was issued is void; the replacement goes on the next blank.</translation>
        </message>
        <message>
            <source>发印章</source>
            <translation>Hand the seals out</translation>
        </message>
        <message>
            <source>发给来人</source>
            <translation>Hand to collector</translation>
        </message>
        <message>
            <source>另一人的密码</source>
            <translation>Colleague's password</translation>
        </message>
        <message>
            <source>另一人的工号</source>
            <translation>Colleague's number</translation>
        </message>
        <message>
            <source>可以不填</source>
            <translation>may stay empty</translation>
        </message>
        <message>
            <source>哪种证书</source>
            <translation>Which certificate</translation>
        </message>
        <message>
            <source>已签收</source>
            <translation>Signed for</translation>
        </message>
        <message>
            <source>应向哪里申请</source>
            <translation>Where to apply instead</translation>
        </message>
        <message>
            <source>快递公司</source>
            <translation>Carrier</translation>
        </message>
        <message>
            <source>怎么回事</source>
            <translation>What happened</translation>
        </message>
        <message>
            <source>救济途径</source>
            <translation>Remedy</translation>
        </message>
        <message>
            <source>数出几张</source>
            <translation>How many counted</translation>
        </message>
        <message>
            <source>无需许可，当场告知</source>
            <translation>Not required, told at once</translation>
        </message>
        <message>
            <source>更正</source>
            <translation>Correct</translation>
        </message>
        <message>
            <source>有书面委托，已存档</source>
            <translation>Written authority held on file</translation>
        </message>
        <message>
            <source>服务器从 {since} 起在盖章，到了再打就是盖好章的</source>
            <translation>The server has it since {since}; printed once it is here, it is sealed</translation>
        </message>
        <message>
            <source>来领的填</source>
            <translation>if collected</translation>
        </message>
        <message>
            <source>来领的填领取人；邮寄的只填运单号。</source>
            <translation>Enter who collects; for mail only the waybill.</translation>
        </message>
        <message>
            <source>正在核对</source>
            <translation>Checking</translation>
        </message>
        <message>
            <source>每枚印章一个 13 位编码，照备案回执填。</source>
            <translation>Each seal has a code of 13 digits, as on the police's filing.</translation>
        </message>
        <message>
            <source>法定代表人</source>
            <translation>Representative</translation>
        </message>
        <message>
            <source>理由</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>理由，一行一条</source>
            <translation>Grounds, one a line</translation>
        </message>
        <message>
            <source>电子签章件还没到</source>
            <translation>The sealed paper is on its way</translation>
        </message>
        <message>
            <source>登记公安备案</source>
            <translation>Enter the police filing</translation>
        </message>
        <message>
            <source>登记签收</source>
            <translation>Record the signature</translation>
        </message>
        <message>
            <source>登记补交</source>
            <translation>Record what came in</translation>
        </message>
        <message>
            <source>移交原件</source>
            <translation>Hand over originals</translation>
        </message>
        <message>
            <source>空白证号</source>
            <translation>Blank number</translation>
        </message>
        <message>
            <source>签收人</source>
            <translation>Signed for by</translation>
        </message>
        <message>
            <source>统一社会信用代码</source>
            <translation>Credit code</translation>
        </message>
        <message>
            <source>补发证书</source>
            <translation>Replace the certificate</translation>
        </message>
        <message>
            <source>订免费印章</source>
            <translation>Order a free seal set</translation>
        </message>
        <message>
            <source>谁送来的</source>
            <translation>Who sent it</translation>
        </message>
        <message>
            <source>运单号</source>
            <translation>Waybill number</translation>
        </message>
        <message>
            <source>邮寄</source>
            <translation>Mail</translation>
        </message>
        <message>
            <source>邮寄的填</source>
            <translation>if mailed</translation>
        </message>
        <message>
            <source>重打材料标签</source>
            <translation>Reprint material labels</translation>
        </message>
        <message>
            <source>领取人</source>
            <translation>Collector</translation>
        </message>
        <message>
            <source>领取人证件</source>
            <translation>Collector's ID</translation>
        </message>
    </context>
    <context>
        <name>Banner</name>
        <message>
            <source>待发</source>
            <translation>Waiting</translation>
        </message>
        <message>
            <source>有争议</source>
            <translation>Contested</translation>
        </message>
        <message>
            <source>被退</source>
            <translation>Refused</translation>
        </message>
    </context>
    <context>
        <name>Case</name>
        <message>
            <source>打印</source>
            <translation>Prints</translation>
        </message>
        <message>
            <source>打印与用章</source>
            <translation>Prints and seals</translation>
        </message>
        <message>
            <source>收到</source>
            <translation>Received</translation>
        </message>
        <message>
            <source>新的在上</source>
            <translation>newest first</translation>
        </message>
        <message>
            <source>期限</source>
            <translation>Deadline</translation>
        </message>
        <message>
            <source>材料</source>
            <translation>Material</translation>
        </message>
        <message>
            <source>材料与纸件</source>
            <translation>Materials and papers</translation>
        </message>
        <message>
            <source>法定 {0} 日：{1}</source>
            <translation>statutory {0} days: {1}</translation>
        </message>
        <message>
            <source>看大图</source>
            <translation>enlarge</translation>
        </message>
        <message>
            <source>答复</source>
            <translation>Answer</translation>
        </message>
        <message>
            <source>纸件在谁手里</source>
            <translation>Who holds the paper</translation>
        </message>
        <message>
            <source>经过</source>
            <translation>What happened</translation>
        </message>
        <message>
            <source>自</source>
            <translation>Since</translation>
        </message>
        <message>
            <source>返回待办</source>
            <translation>Back to list</translation>
        </message>
        <message>
            <source>这一项还没有扫描件</source>
            <translation>This item has no scan yet</translation>
        </message>
        <message>
            <source>部门答复</source>
            <translation>Department's answer</translation>
        </message>
        <message>
            <source>部门还没有答复。</source>
            <translation>The department has not answered yet.</translation>
        </message>
    </context>
    <context>
        <name>Checklist</name>
        <message numerus="yes">
            <source>%n 页</source>
            <translation>
                <numerusform>%n p</numerusform>
                <numerusform>%n pp</numerusform>
            </translation>
        </message>
        <message>
            <source>原件</source>
            <translation>Orig.</translation>
        </message>
        <message>
            <source>后补</source>
            <translation>Later</translation>
        </message>
        <message>
            <source>复印</source>
            <translation>Copy</translation>
        </message>
        <message>
            <source>扫描</source>
            <translation>Scanned</translation>
        </message>
        <message>
            <source>材料</source>
            <translation>Material</translation>
        </message>
        <message>
            <source>电证</source>
            <translation>e-Lic.</translation>
        </message>
    </context>
    <context>
        <name>Columns</name>
        <message>
            <source>Space 显示或不显示・+ - 宽窄・Enter 按它排，再按倒序・Esc 关闭</source>
            <translation>Space shows or hides, + - width, Enter sorts, again reverses, Esc closes</translation>
        </message>
        <message>
            <source>倒序</source>
            <translation>reversed</translation>
        </message>
        <message>
            <source>列</source>
            <translation>Columns</translation>
        </message>
        <message>
            <source>列与排序</source>
            <translation>Columns and order</translation>
        </message>
        <message>
            <source>宽</source>
            <translation>Width</translation>
        </message>
        <message>
            <source>排序</source>
            <translation>Order</translation>
        </message>
        <message>
            <source>顺序</source>
            <translation>ascending</translation>
        </message>
    </context>
    <context>
        <name>Compare</name>
        <message>
            <source>下一个</source>
            <translation>Next one</translation>
        </message>
        <message>
            <source>不是同一个</source>
            <translation>Somebody else</translation>
        </message>
        <message>
            <source>从前那一件</source>
            <translation>The earlier case</translation>
        </message>
        <message>
            <source>以后再定</source>
            <translation>Decide later</translation>
        </message>
        <message>
            <source>对照</source>
            <translation>Comparison</translation>
        </message>
        <message>
            <source>是不是同一个申请人？</source>
            <translation>Is this the same applicant?</translation>
        </message>
        <message>
            <source>是同一个</source>
            <translation>The same</translation>
        </message>
        <message numerus="yes">
            <source>是同一个，取用 %n 格</source>
            <translation>
                <numerusform>The same, take over %n field</numerusform>
                <numerusform>The same, take over %n fields</numerusform>
            </translation>
        </message>
        <message>
            <source>这份表</source>
            <translation>This form</translation>
        </message>
    </context>
    <context>
        <name>DayEnd</name>
        <message>
            <source>上一班的交代</source>
            <translation>From the clerk before</translation>
        </message>
        <message>
            <source>下一个登录的人先看到它，按过“知道了”才收起；只留在本机。</source>
            <translation>The next one to sign in sees it first, until it is acknowledged; it stays on this desk.</translation>
        </message>
        <message>
            <source>只数登录的人今天在这台窗口办的</source>
            <translation>Counts what whoever is signed in did at this desk today</translation>
        </message>
        <message>
            <source>日结</source>
            <translation>Day end</translation>
        </message>
        <message>
            <source>正在数今天办的⋯</source>
            <translation>Counting today's work...</translation>
        </message>
        <message>
            <source>知道了</source>
            <translation>Seen</translation>
        </message>
        <message>
            <source>等会儿再看</source>
            <translation>Later</translation>
        </message>
        <message>
            <source>给下一班的交代</source>
            <translation>Note to the next clerk</translation>
        </message>
    </context>
    <context>
        <name>DayStrip</name>
        <message>
            <source>休</source>
            <translation>off</translation>
        </message>
        <message>
            <source>停</source>
            <translation>stop</translation>
        </message>
        <message>
            <source>决定</source>
            <translation>done</translation>
        </message>
        <message>
            <source>到期</source>
            <translation>due</translation>
        </message>
        <message>
            <source>受理</source>
            <translation>start</translation>
        </message>
        <message>
            <source>班</source>
            <translation>work</translation>
        </message>
    </context>
    <context>
        <name>Deadlines</name>
        <message>
            <source>{0}，暂定</source>
            <translation>{0}, provisional</translation>
        </message>
        <message>
            <source>今天到期</source>
            <translation>due today</translation>
        </message>
        <message>
            <source>今天须告知</source>
            <translation>notice due today</translation>
        </message>
        <message numerus="yes">
            <source>停钟 %n 日</source>
            <translation>
                <numerusform>stopped %n day</numerusform>
                <numerusform>stopped %n days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>剩 %n 日</source>
            <translation>
                <numerusform>%n day left</numerusform>
                <numerusform>%n days left</numerusform>
            </translation>
        </message>
        <message>
            <source>暂定</source>
            <translation>provisional</translation>
        </message>
        <message>
            <source>第 {0} 日决定</source>
            <translation>decided on day {0}</translation>
        </message>
        <message>
            <source>第 {0} 日决定，早 {1} 日</source>
            <translation>decided on day {0}, {1} early</translation>
        </message>
        <message>
            <source>等补正</source>
            <translation>awaiting papers</translation>
        </message>
        <message>
            <source>等补正 第 {0} 日</source>
            <translation>awaiting papers, day {0}</translation>
        </message>
        <message>
            <source>视为受理</source>
            <translation>deemed accepted</translation>
        </message>
        <message numerus="yes">
            <source>送达剩 %n 日</source>
            <translation>
                <numerusform>%n day to deliver</numerusform>
                <numerusform>%n days to deliver</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>逾期 %n 日</source>
            <translation>
                <numerusform>%n day late</numerusform>
                <numerusform>%n days late</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Devices</name>
        <message>
            <source>打印机</source>
            <translation>printer</translation>
        </message>
        <message>
            <source>扫描仪</source>
            <translation>scanner</translation>
        </message>
        <message>
            <source>扫码枪</source>
            <translation>reader</translation>
        </message>
        <message>
            <source>正常</source>
            <translation>well</translation>
        </message>
        <message>
            <source>没有回应</source>
            <translation>no answer</translation>
        </message>
        <message>
            <source>网络</source>
            <translation>network</translation>
        </message>
        <message>
            <source>读卡器</source>
            <translation>card reader</translation>
        </message>
    </context>
    <context>
        <name>Drafts</name>
        <message>
            <source>事项</source>
            <translation>Matter</translation>
        </message>
        <message>
            <source>关闭</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>删除「{0}」的草稿？再按一次 Delete 删除，按别的键不删。</source>
            <translation>Delete the draft of {0}? Press Delete again to delete it; any other key keeps it.</translation>
        </message>
        <message>
            <source>删除这一份</source>
            <translation>Delete this one</translation>
        </message>
        <message>
            <source>只列出您自己的草稿，别人看不到，也不发送。</source>
            <translation>Only your own drafts are listed; nobody else sees them and they are never sent.</translation>
        </message>
        <message>
            <source>填到</source>
            <translation>Left at</translation>
        </message>
        <message>
            <source>存于</source>
            <translation>Saved</translation>
        </message>
        <message>
            <source>接着填</source>
            <translation>Go on with it</translation>
        </message>
        <message>
            <source>没有草稿。F2 新受理</source>
            <translation>There are no drafts. F2 New</translation>
        </message>
        <message>
            <source>申请人</source>
            <translation>Applicant</translation>
        </message>
        <message>
            <source>目录已换版・{0}</source>
            <translation>catalogue changed, {0}</translation>
        </message>
        <message>
            <source>草稿</source>
            <translation>Drafts</translation>
        </message>
    </context>
    <context>
        <name>Export</name>
        <message>
            <source>不导了</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>在这里找</source>
            <translation>Look in</translation>
        </message>
        <message>
            <source>导出到哪个文件夹</source>
            <translation>Export to which folder</translation>
        </message>
        <message>
            <source>导出到这里</source>
            <translation>Export here</translation>
        </message>
        <message>
            <source>文件夹</source>
            <translation>Folder</translation>
        </message>
        <message>
            <source>种类</source>
            <translation>Kind</translation>
        </message>
    </context>
    <context>
        <name>FindList</name>
        <message>
            <source>回到页面</source>
            <translation>back to the page</translation>
        </message>
        <message>
            <source>打开</source>
            <translation>open</translation>
        </message>
        <message>
            <source>打开，或在待办里看全部</source>
            <translation>open, or all in the work list</translation>
        </message>
        <message>
            <source>找到的办件</source>
            <translation>Cases found</translation>
        </message>
        <message>
            <source>没有找到。两个字、编号末尾或拼音首字母就够</source>
            <translation>Nothing found. Two characters, the end of a number or pinyin initials will do</translation>
        </message>
        <message>
            <source>选一件</source>
            <translation>choose</translation>
        </message>
    </context>
    <context>
        <name>Groups</name>
        <message>
            <source>3 个工作日内</source>
            <translation>Within 3 working days</translation>
        </message>
        <message>
            <source>不计时</source>
            <translation>Clock stopped</translation>
        </message>
        <message>
            <source>今天</source>
            <translation>Today</translation>
        </message>
        <message>
            <source>以后</source>
            <translation>Later</translation>
        </message>
        <message>
            <source>会自己走</source>
            <translation>Goes by itself</translation>
        </message>
        <message>
            <source>全部</source>
            <translation>All</translation>
        </message>
        <message>
            <source>已办结</source>
            <translation>Closed</translation>
        </message>
        <message>
            <source>已确认</source>
            <translation>Confirmed</translation>
        </message>
        <message>
            <source>要你处理</source>
            <translation>Needs you</translation>
        </message>
        <message>
            <source>逾期</source>
            <translation>Late</translation>
        </message>
    </context>
    <context>
        <name>Hints</name>
        <message>
            <source>1⋯3</source>
            <translation>1-3</translation>
        </message>
        <message>
            <source>1⋯5</source>
            <translation>1-5</translation>
        </message>
        <message>
            <source>1⋯{0}</source>
            <translation>1-{0}</translation>
        </message>
        <message>
            <source>Alt+1⋯4</source>
            <translation>Alt+1-4</translation>
        </message>
        <message>
            <source>Alt+1⋯5</source>
            <translation>Alt+1-5</translation>
        </message>
        <message>
            <source>Alt+1⋯6</source>
            <translation>Alt+1-6</translation>
        </message>
        <message>
            <source>Alt+1⋯8</source>
            <translation>Alt+1-8</translation>
        </message>
        <message>
            <source>Alt+1⋯9</source>
            <translation>Alt+1-9</translation>
        </message>
        <message>
            <source>上一格</source>
            <translation>back</translation>
        </message>
        <message>
            <source>下一格</source>
            <translation>next</translation>
        </message>
        <message>
            <source>份数</source>
            <translation>count</translation>
        </message>
        <message>
            <source>作答</source>
            <translation>answer</translation>
        </message>
        <message>
            <source>作答（在有焦点的一栏）</source>
            <translation>answer (where the focus is)</translation>
        </message>
        <message>
            <source>保存，下一项</source>
            <translation>save, next one</translation>
        </message>
        <message>
            <source>先打开一件，再办这一步：F3 扫码，或 F7 待办</source>
            <translation>Open a case first: F3 to scan, F7 for the list</translation>
        </message>
        <message>
            <source>到第几部分</source>
            <translation>part</translation>
        </message>
        <message>
            <source>到那一处</source>
            <translation>go there</translation>
        </message>
        <message>
            <source>勾上或去掉</source>
            <translation>tick or untick</translation>
        </message>
        <message>
            <source>去改</source>
            <translation>put right</translation>
        </message>
        <message>
            <source>回到原处</source>
            <translation>back</translation>
        </message>
        <message>
            <source>头尾</source>
            <translation>first, last</translation>
        </message>
        <message>
            <source>打开</source>
            <translation>open</translation>
        </message>
        <message>
            <source>扫描是给材料的：先按 F2 新受理，或打开一件</source>
            <translation>Scans belong to a material: begin with F2, or open a case</translation>
        </message>
        <message>
            <source>扫描这一项</source>
            <translation>scan item</translation>
        </message>
        <message>
            <source>换一类</source>
            <translation>list</translation>
        </message>
        <message>
            <source>换一部分</source>
            <translation>other section</translation>
        </message>
        <message>
            <source>换人</source>
            <translation>clerk</translation>
        </message>
        <message>
            <source>正在制作结果，好了自动打印</source>
            <translation>Making the result; it prints when it is ready</translation>
        </message>
        <message>
            <source>正在收扫描的页⋯</source>
            <translation>Taking the scanned pages...</translation>
        </message>
        <message>
            <source>正在读证⋯</source>
            <translation>Reading the card...</translation>
        </message>
        <message>
            <source>答打印</source>
            <translation>answer print</translation>
        </message>
        <message>
            <source>结果在窗口、打在编号空白证上的，才能作废重打</source>
            <translation>Only a result at the window on a numbered blank is voided and printed anew</translation>
        </message>
        <message>
            <source>记录 → 对照 → 打印</source>
            <translation>records, comparison, prints</translation>
        </message>
        <message>
            <source>记这一格</source>
            <translation>mark cell</translation>
        </message>
        <message>
            <source>证书发给申请人以后，才能补发</source>
            <translation>A certificate is replaced once its holder has it</translation>
        </message>
        <message>
            <source>读证填在新受理里：先按 F2，再按 F4</source>
            <translation>A card fills a new application: F2 first, then F4</translation>
        </message>
        <message>
            <source>返回</source>
            <translation>back</translation>
        </message>
        <message>
            <source>这一套印章已经发出了</source>
            <translation>This set was handed out already</translation>
        </message>
        <message>
            <source>选</source>
            <translation>choose</translation>
        </message>
        <message>
            <source>选一个</source>
            <translation>choose one</translation>
        </message>
        <message>
            <source>选一条</source>
            <translation>record</translation>
        </message>
        <message>
            <source>选一行</source>
            <translation>row</translation>
        </message>
        <message>
            <source>选人</source>
            <translation>choose</translation>
        </message>
    </context>
    <context>
        <name>Keys</name>
        <message>
            <source>空格</source>
            <translation>Space</translation>
        </message>
    </context>
    <context>
        <name>Legend</name>
        <message>
            <source>停钟</source>
            <translation>clock stopped</translation>
        </message>
        <message>
            <source>放假</source>
            <translation>holiday</translation>
        </message>
        <message>
            <source>计入</source>
            <translation>counted</translation>
        </message>
        <message>
            <source>调休上班，计入</source>
            <translation>make-up day</translation>
        </message>
    </context>
    <context>
        <name>Lists</name>
        <message numerus="yes">
            <source>%n 件</source>
            <translation>
                <numerusform>%n case</numerusform>
                <numerusform>%n cases</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n 条</source>
            <translation>
                <numerusform>%n record</numerusform>
                <numerusform>%n records</numerusform>
            </translation>
        </message>
        <message>
            <source>事项</source>
            <translation>Matter</translation>
        </message>
        <message>
            <source>列</source>
            <translation>Columns</translation>
        </message>
        <message>
            <source>原因与下一步</source>
            <translation>Reason, next step</translation>
        </message>
        <message>
            <source>导出（脱敏）</source>
            <translation>Export (masked)</translation>
        </message>
        <message>
            <source>待办</source>
            <translation>Work list</translation>
        </message>
        <message>
            <source>期限</source>
            <translation>Deadline</translation>
        </message>
        <message>
            <source>正在找，马上就来</source>
            <translation>Looking, one moment</translation>
        </message>
        <message>
            <source>没有符合的。Esc 清除筛选</source>
            <translation>Nothing matches. Esc clears the filter</translation>
        </message>
        <message>
            <source>没有要办的。F2 新受理</source>
            <translation>Nothing to do. F2 New</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
        <message>
            <source>申请人</source>
            <translation>Applicant</translation>
        </message>
        <message>
            <source>第 {0}-{1} 件，共 {2} 件</source>
            <translation>{0}-{1} of {2} cases</translation>
        </message>
        <message>
            <source>筛选：部门、事项、窗口、姓名</source>
            <translation>Filter: department, matter, window, name</translation>
        </message>
        <message>
            <source>经办</source>
            <translation>Clerk</translation>
        </message>
        <message>
            <source>编号</source>
            <translation>Number</translation>
        </message>
        <message>
            <source>记录</source>
            <translation>Record</translation>
        </message>
        <message>
            <source>试过・下次</source>
            <translation>Tries, next</translation>
        </message>
        <message>
            <source>部门</source>
            <translation>Department</translation>
        </message>
        <message>
            <source>阶段</source>
            <translation>Stage</translation>
        </message>
    </context>
    <context>
        <name>MatterPicker</name>
        <message>
            <source>事项</source>
            <translation>Matter</translation>
        </message>
        <message>
            <source>事项编码、名称或拼音首字母</source>
            <translation>Matter: code, name or pinyin initials</translation>
        </message>
    </context>
    <context>
        <name>Months</name>
        <message>
            <source>10月</source>
            <translation>Oct</translation>
        </message>
        <message>
            <source>11月</source>
            <translation>Nov</translation>
        </message>
        <message>
            <source>12月</source>
            <translation>Dec</translation>
        </message>
        <message>
            <source>1月</source>
            <translation>Jan</translation>
        </message>
        <message>
            <source>2月</source>
            <translation>Feb</translation>
        </message>
        <message>
            <source>3月</source>
            <translation>Mar</translation>
        </message>
        <message>
            <source>4月</source>
            <translation>Apr</translation>
        </message>
        <message>
            <source>5月</source>
            <translation>May</translation>
        </message>
        <message>
            <source>6月</source>
            <translation>Jun</translation>
        </message>
        <message>
            <source>7月</source>
            <translation>Jul</translation>
        </message>
        <message>
            <source>8月</source>
            <translation>Aug</translation>
        </message>
        <message>
            <source>9月</source>
            <translation>Sep</translation>
        </message>
    </context>
    <context>
        <name>New</name>
        <message numerus="yes">
            <source>%n 个工作日</source>
            <translation>
                <numerusform>%n working day</numerusform>
                <numerusform>%n working days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n 个相似</source>
            <translation>
                <numerusform>%n alike</numerusform>
                <numerusform>%n alike</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n 处挡住受理</source>
            <translation>
                <numerusform>%n blocks acceptance</numerusform>
                <numerusform>%n block acceptance</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n 处要改</source>
            <translation>
                <numerusform>%n wrong</numerusform>
                <numerusform>%n wrong</numerusform>
            </translation>
        </message>
        <message>
            <source>事项</source>
            <translation>Matter</translation>
        </message>
        <message>
            <source>今天受理则 **{0} 办结**</source>
            <translation>if today: **done by {0}**</translation>
        </message>
        <message>
            <source>今天受理，几时办结</source>
            <translation>If accepted today</translation>
        </message>
        <message>
            <source>信用代码</source>
            <translation>Credit code</translation>
        </message>
        <message>
            <source>只要电子件</source>
            <translation>Electronic only</translation>
        </message>
        <message>
            <source>名称</source>
            <translation>Name</translation>
        </message>
        <message numerus="yes">
            <source>差 %n 处</source>
            <translation>
                <numerusform>%n short</numerusform>
                <numerusform>%n short</numerusform>
            </translation>
        </message>
        <message>
            <source>情形</source>
            <translation>Situation</translation>
        </message>
        <message numerus="yes">
            <source>承诺 %n 个工作日</source>
            <translation>
                <numerusform>%n working day</numerusform>
                <numerusform>%n working days</numerusform>
            </translation>
        </message>
        <message>
            <source>按数字键作答，材料随之增减</source>
            <translation>answer with digits; the checklist follows</translation>
        </message>
        <message>
            <source>按要求收齐</source>
            <translation>all as required</translation>
        </message>
        <message>
            <source>授权委托书</source>
            <translation>Authority</translation>
        </message>
        <message>
            <source>收件人</source>
            <translation>Recipient</translation>
        </message>
        <message>
            <source>收件人电话</source>
            <translation>Recipient's phone</translation>
        </message>
        <message>
            <source>收件人默认取申请人</source>
            <translation>defaults from the applicant</translation>
        </message>
        <message>
            <source>收件地址</source>
            <translation>Recipient's address</translation>
        </message>
        <message>
            <source>新受理</source>
            <translation>New application</translation>
        </message>
        <message>
            <source>方式</source>
            <translation>How</translation>
        </message>
        <message>
            <source>更正</source>
            <translation>Correction</translation>
        </message>
        <message>
            <source>期限</source>
            <translation>Limit</translation>
        </message>
        <message>
            <source>材料</source>
            <translation>Materials</translation>
        </message>
        <message>
            <source>材料清单</source>
            <translation>Checklist of materials</translation>
        </message>
        <message>
            <source>法定 {0} 个工作日，{1}</source>
            <translation>statutory: {0} working days, {1}</translation>
        </message>
        <message>
            <source>法定代表人</source>
            <translation>Legal rep.</translation>
        </message>
        <message>
            <source>现在改不了？</source>
            <translation>Cannot be put right now?</translation>
        </message>
        <message>
            <source>申请人</source>
            <translation>Applicant</translation>
        </message>
        <message>
            <source>申请人与经办人</source>
            <translation>Applicant and agent</translation>
        </message>
        <message>
            <source>申请人电话</source>
            <translation>Applicant's phone</translation>
        </message>
        <message>
            <source>电话</source>
            <translation>Phone</translation>
        </message>
        <message>
            <source>窗口领取</source>
            <translation>At a window</translation>
        </message>
        <message>
            <source>经办人</source>
            <translation>Agent</translation>
        </message>
        <message>
            <source>经办人电话</source>
            <translation>Agent's phone</translation>
        </message>
        <message>
            <source>经办人证件</source>
            <translation>Agent's ID</translation>
        </message>
        <message>
            <source>编号在受理或收件时生成</source>
            <translation>the number is made on acceptance or receipt</translation>
        </message>
        <message numerus="yes">
            <source>草稿 %n 件</source>
            <translation>
                <numerusform>%n draft</numerusform>
                <numerusform>%n drafts</numerusform>
            </translation>
        </message>
        <message>
            <source>草稿已存 {0}</source>
            <translation>draft saved {0}</translation>
        </message>
        <message>
            <source>输入 **{0}**</source>
            <translation>typed **{0}**</translation>
        </message>
        <message>
            <source>还差什么</source>
            <translation>Still missing</translation>
        </message>
        <message>
            <source>选好事项，要收的材料就列在这里</source>
            <translation>Choose the matter, and what it asks for is listed here</translation>
        </message>
        <message>
            <source>邮寄 EMS</source>
            <translation>By EMS</translation>
        </message>
        <message>
            <source>领取</source>
            <translation>Collecting</translation>
        </message>
        <message>
            <source>领取结果</source>
            <translation>Collecting the result</translation>
        </message>
    </context>
    <context>
        <name>Outbox</name>
        <message>
            <source>发件</source>
            <translation>Outbox</translation>
        </message>
        <message>
            <source>服务器没有确认之前，什么都不会从这里消失</source>
            <translation>nothing leaves here before the server confirms it</translation>
        </message>
        <message>
            <source>服务器都确认了，没有要发的。F2 新受理</source>
            <translation>The server confirmed everything. F2 New</translation>
        </message>
    </context>
    <context>
        <name>Prints</name>
        <message numerus="yes">
            <source>%n 张待答</source>
            <translation>
                <numerusform>%n open</numerusform>
                <numerusform>%n open</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n 张纸要答</source>
            <translation>
                <numerusform>%n paper to answer</numerusform>
                <numerusform>%n papers to answer</numerusform>
            </translation>
        </message>
        <message>
            <source>出坏了</source>
            <translation>Spoilt</translation>
        </message>
        <message>
            <source>出来了</source>
            <translation>Came out</translation>
        </message>
        <message>
            <source>没出来</source>
            <translation>Did not</translation>
        </message>
        <message>
            <source>没有要答的</source>
            <translation>nothing to answer</translation>
        </message>
        <message>
            <source>纸出来了吗？</source>
            <translation>Did the paper come out?</translation>
        </message>
    </context>
    <context>
        <name>Queue</name>
        <message>
            <source>刚才叫过</source>
            <translation>Called before</translation>
        </message>
        <message>
            <source>叫号屏</source>
            <translation>Queue display</translation>
        </message>
        <message>
            <source>请 {number} 到 {window} 号窗口</source>
            <translation>{number} to window {window}, please</translation>
        </message>
        <message>
            <source>请等候叫号</source>
            <translation>Please wait for your number</translation>
        </message>
    </context>
    <context>
        <name>ScanLine</name>
        <message>
            <source>扫码，或输入：编号、证件号、名称、运单、拼音首字母</source>
            <translation>Scan, or type a number, ID, name or pinyin initials</translation>
        </message>
    </context>
    <context>
        <name>Seals</name>
        <message>
            <source>两人在场，确认印章和密钥都在。</source>
            <translation>Both of you present: make sure that seal and key are there.</translation>
        </message>
        <message>
            <source>交接</source>
            <translation>Hand over</translation>
        </message>
        <message>
            <source>交接印章</source>
            <translation>Hand a seal over</translation>
        </message>
        <message>
            <source>保管人</source>
            <translation>Keeper</translation>
        </message>
        <message>
            <source>停用</source>
            <translation>Suspend</translation>
        </message>
        <message>
            <source>停用印章</source>
            <translation>Suspend a seal</translation>
        </message>
        <message>
            <source>停用期间不盖电子章，单据留出手盖的位置。</source>
            <translation>While it is suspended nothing is sealed electronically; papers leave its place for the hand stamp.</translation>
        </message>
        <message>
            <source>印章</source>
            <translation>Seal</translation>
        </message>
        <message>
            <source>印章被冒用</source>
            <translation>A seal was misused</translation>
        </message>
        <message>
            <source>印章遗失</source>
            <translation>A seal is lost</translation>
        </message>
        <message>
            <source>密钥</source>
            <translation>Key</translation>
        </message>
        <message>
            <source>恢复使用</source>
            <translation>Resume</translation>
        </message>
        <message>
            <source>恢复使用印章</source>
            <translation>Take a seal into use again</translation>
        </message>
        <message>
            <source>本窗的印章</source>
            <translation>Seals kept here</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
        <message>
            <source>用印次数</source>
            <translation>Uses</translation>
        </message>
        <message>
            <source>由保管人交出。接手的人输入自己的工号和密码。</source>
            <translation>Who keeps it hands it over. Who takes it enters work number and password.</translation>
        </message>
        <message>
            <source>登记后马上停用，它的证书从现在起不再可信。</source>
            <translation>It stops at once, and its certificate is not trusted from now on.</translation>
        </message>
        <message>
            <source>登记编码</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>被冒用</source>
            <translation>Misused</translation>
        </message>
        <message>
            <source>证书到</source>
            <translation>Valid until</translation>
        </message>
        <message>
            <source>遗失</source>
            <translation>Lost</translation>
        </message>
    </context>
    <context>
        <name>Sending</name>
        <message>
            <source>已搁置</source>
            <translation>Set aside</translation>
        </message>
        <message>
            <source>已确认</source>
            <translation>Confirmed</translation>
        </message>
        <message>
            <source>待发</source>
            <translation>Waiting</translation>
        </message>
        <message>
            <source>换了号</source>
            <translation>Renumbered</translation>
        </message>
        <message>
            <source>有争议</source>
            <translation>Contested</translation>
        </message>
        <message>
            <source>正在发</source>
            <translation>Sending</translation>
        </message>
        <message>
            <source>结论变了</source>
            <translation>verdict changed</translation>
        </message>
        <message>
            <source>被退回</source>
            <translation>Refused</translation>
        </message>
        <message>
            <source>跟着等</source>
            <translation>Follows</translation>
        </message>
    </context>
    <context>
        <name>Settings</name>
        <message>
            <source>Enter 保存这一项并到下一项；没有改成的原样留着</source>
            <translation>Enter saves this one and goes on; what could not be changed stays as it was</translation>
        </message>
        <message>
            <source>从哪里来</source>
            <translation>Where it comes from</translation>
        </message>
        <message>
            <source>往这里扫一个码</source>
            <translation>Scan something here</translation>
        </message>
        <message>
            <source>扫进来的原样显示，不打开任何件。</source>
            <translation>What comes in is shown as it is; nothing is opened.</translation>
        </message>
        <message>
            <source>管理员的策略最大，其次环境变量，再次设置文件，最后自带的。</source>
            <translation>The administrator's policy stands first, then variables, then the settings file, then what is shipped.</translation>
        </message>
        <message>
            <source>设置</source>
            <translation>Settings</translation>
        </message>
        <message>
            <source>设置文件</source>
            <translation>Settings file</translation>
        </message>
        <message>
            <source>试一试</source>
            <translation>Try it out</translation>
        </message>
    </context>
    <context>
        <name>Shell</name>
        <message>
            <source>受理</source>
            <translation>New</translation>
        </message>
        <message>
            <source>号窗口</source>
            <translation>Window</translation>
        </message>
        <message>
            <source>正在办</source>
            <translation>Serving</translation>
        </message>
        <message>
            <source>练习</source>
            <translation>PRACTICE</translation>
        </message>
        <message>
            <source>综合窗口</source>
            <translation>Integrated window</translation>
        </message>
    </context>
    <context>
        <name>SignIn</name>
        <message>
            <source>English</source>
            <translation>中文</translation>
        </message>
        <message>
            <source>{0} 号窗口</source>
            <translation>Window {0}</translation>
        </message>
        <message>
            <source>休息日</source>
            <translation>day off</translation>
        </message>
        <message>
            <source>大写锁定开着</source>
            <translation>Caps Lock is on</translation>
        </message>
        <message>
            <source>密码</source>
            <translation>Password</translation>
        </message>
        <message>
            <source>工作日</source>
            <translation>working day</translation>
        </message>
        <message>
            <source>工号</source>
            <translation>Work number</translation>
        </message>
        <message>
            <source>工号和密码</source>
            <translation>Number, password</translation>
        </message>
        <message>
            <source>已锁屏</source>
            <translation>Locked</translation>
        </message>
        <message numerus="yes">
            <source>待发 %n 条，锁着也照发</source>
            <translation>
                <numerusform>%n waiting, sent while locked</numerusform>
                <numerusform>%n waiting, sent while locked</numerusform>
            </translation>
        </message>
        <message>
            <source>忘了密码，请管理员重设</source>
            <translation>Password lost? Ask the administrator</translation>
        </message>
        <message>
            <source>打印照常出纸</source>
            <translation>printing goes on</translation>
        </message>
        <message>
            <source>按 Alt+数字 换人，光标一直在密码里</source>
            <translation>Alt+digit changes the clerk, typing is the password</translation>
        </message>
        <message>
            <source>离开练习，回到真的窗口</source>
            <translation>Leave training, back to the real desk</translation>
        </message>
        <message>
            <source>离线也能进：在本机联网登录过的人都行</source>
            <translation>Works offline for whoever signed in here online before</translation>
        </message>
        <message>
            <source>第一次在本机登录要联网</source>
            <translation>The first sign-in at this desk needs the network</translation>
        </message>
        <message>
            <source>练习模式（另存一处，纸上有水印）</source>
            <translation>Training, kept apart</translation>
        </message>
        <message>
            <source>综合窗口</source>
            <translation>Integrated window</translation>
        </message>
        <message>
            <source>请登录</source>
            <translation>Sign in</translation>
        </message>
        <message>
            <source>谁在窗口？</source>
            <translation>Who is at the window?</translation>
        </message>
        <message>
            <source>这里不显示任何办件内容</source>
            <translation>nothing of any case is shown here</translation>
        </message>
        <message>
            <source>进入</source>
            <translation>Go in</translation>
        </message>
        <message>
            <source>锁着时扫码只响一声，不打开</source>
            <translation>a scan only sounds, opens nothing</translation>
        </message>
    </context>
    <context>
        <name>Slips</name>
        <message>
            <source>回执是真的</source>
            <translation>A genuine slip</translation>
        </message>
        <message>
            <source>已同步，服务器也没有这一件：按回执重建</source>
            <translation>Synced, and the server has not got it: rebuild</translation>
        </message>
    </context>
    <context>
        <name>Stages</name>
        <message>
            <source>仅收件</source>
            <translation>Received</translation>
        </message>
        <message>
            <source>停钟</source>
            <translation>Stopped</translation>
        </message>
        <message>
            <source>办理中</source>
            <translation>In review</translation>
        </message>
        <message>
            <source>已决定</source>
            <translation>Decided</translation>
        </message>
        <message>
            <source>已办结</source>
            <translation>Closed</translation>
        </message>
        <message>
            <source>已受理</source>
            <translation>Accepted</translation>
        </message>
        <message>
            <source>已送达</source>
            <translation>Delivered</translation>
        </message>
        <message>
            <source>待补正</source>
            <translation>Needs papers</translation>
        </message>
        <message>
            <source>结果到窗</source>
            <translation>At window</translation>
        </message>
    </context>
    <context>
        <name>Steps</name>
        <message>
            <source>决定</source>
            <translation>Decide</translation>
        </message>
        <message>
            <source>到窗</source>
            <translation>Result</translation>
        </message>
        <message>
            <source>办理</source>
            <translation>Review</translation>
        </message>
        <message>
            <source>受理</source>
            <translation>Accept</translation>
        </message>
        <message>
            <source>收件</source>
            <translation>Receive</translation>
        </message>
        <message>
            <source>送达</source>
            <translation>Deliver</translation>
        </message>
    </context>
    <context>
        <name>Stock</name>
        <message>
            <source>下一张</source>
            <translation>Next</translation>
        </message>
        <message>
            <source>两人一起数清再填。只换人、不换窗口的，窗口不用改。</source>
            <translation>Count together first. If only the person changes, leave the window as it is.</translation>
        </message>
        <message>
            <source>两人在场：剪角，写“作废”，放回盒里。</source>
            <translation>Both of you present: cut a corner, write VOID on it, put it back.</translation>
        </message>
        <message>
            <source>两人都数过，还是少。</source>
            <translation>Both of you counted and it is missing.</translation>
        </message>
        <message>
            <source>交接</source>
            <translation>Hand over</translation>
        </message>
        <message>
            <source>交接空白证</source>
            <translation>Hand a box over</translation>
        </message>
        <message>
            <source>作废</source>
            <translation>Void</translation>
        </message>
        <message>
            <source>作废数</source>
            <translation>Void</translation>
        </message>
        <message>
            <source>作废空白证</source>
            <translation>Void a blank</translation>
        </message>
        <message>
            <source>入库</source>
            <translation>Receive</translation>
        </message>
        <message>
            <source>入库数</source>
            <translation>In</translation>
        </message>
        <message>
            <source>关闭</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>只少一张的，不用填</source>
            <translation>empty for a single one</translation>
        </message>
        <message>
            <source>号码</source>
            <translation>Numbers</translation>
        </message>
        <message>
            <source>在库</source>
            <translation>Stock</translation>
        </message>
        <message>
            <source>已用</source>
            <translation>Used</translation>
        </message>
        <message>
            <source>待打</source>
            <translation>Kept</translation>
        </message>
        <message>
            <source>照盒上的号码填，连字头一起；一盒一盒登记。</source>
            <translation>Enter the numbers as on the box, letters included; one box at a time.</translation>
        </message>
        <message>
            <source>留好了但没有打印，证还是空白的。</source>
            <translation>It was reserved but not printed on; the blank is whole.</translation>
        </message>
        <message>
            <source>登记遗失</source>
            <translation>State as lost</translation>
        </message>
        <message>
            <source>种类</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>空白证</source>
            <translation>Blanks</translation>
        </message>
        <message>
            <source>空白证入库</source>
            <translation>Receive a box</translation>
        </message>
        <message>
            <source>窗口</source>
            <translation>Window</translation>
        </message>
        <message>
            <source>退回库存</source>
            <translation>Give back</translation>
        </message>
        <message>
            <source>遗失</source>
            <translation>Lost</translation>
        </message>
        <message>
            <source>遗失数</source>
            <translation>Lost</translation>
        </message>
    </context>
    <context>
        <name>Viewer</name>
        <message>
            <source>上一页、下一页</source>
            <translation>earlier, next page</translation>
        </message>
        <message>
            <source>回去</source>
            <translation>back</translation>
        </message>
        <message>
            <source>整页</source>
            <translation>whole page</translation>
        </message>
        <message>
            <source>文件 {0}/{1}</source>
            <translation>file {0}/{1}</translation>
        </message>
        <message>
            <source>正在画这一页⋯</source>
            <translation>drawing this page...</translation>
        </message>
        <message>
            <source>第 {0} 页，共 {1} 页</source>
            <translation>page {0} of {1}</translation>
        </message>
        <message>
            <source>转</source>
            <translation>turn</translation>
        </message>
        <message>
            <source>远近</source>
            <translation>nearer, farther</translation>
        </message>
    </context>
    <context>
        <name>WeekdayLetters</name>
        <message>
            <source>一</source>
            <translation>M</translation>
        </message>
        <message>
            <source>三</source>
            <translation>W</translation>
        </message>
        <message>
            <source>二</source>
            <translation>T</translation>
        </message>
        <message>
            <source>五</source>
            <translation>F</translation>
        </message>
        <message>
            <source>六</source>
            <translation>S</translation>
        </message>
        <message>
            <source>四</source>
            <translation>T</translation>
        </message>
        <message>
            <source>日</source>
            <translation>S</translation>
        </message>
    </context>
    <context>
        <name>Weekdays</name>
        <message>
            <source>周一</source>
            <translation>Monday</translation>
        </message>
        <message>
            <source>周三</source>
            <translation>Wednesday</translation>
        </message>
        <message>
            <source>周二</source>
            <translation>Tuesday</translation>
        </message>
        <message>
            <source>周五</source>
            <translation>Friday</translation>
        </message>
        <message>
            <source>周六</source>
            <translation>Saturday</translation>
        </message>
        <message>
            <source>周四</source>
            <translation>Thursday</translation>
        </message>
        <message>
            <source>周日</source>
            <translation>Sunday</translation>
        </message>
    </context>
    <context>
        <name>Words</name>
        <message>
            <source>{day} {weekday}</source>
            <translation>{short} {day}</translation>
        </message>
        <message>
            <source>{month_name}{day}日</source>
            <translation>{day} {month_name}</translation>
        </message>
        <message>
            <source>{month}-{day:02}</source>
            <translation>{day} {month_name}</translation>
        </message>
    </context>
</TS>
