import type { errors as english } from '../en/errors';

export const errors: Record<keyof typeof english, string> = {
  'error.file/empty': '这个文件是空的。请重新导出，或选择其他文件。',
  'error.file/header-only': '这个文件只有表头（{columns}），下面没有数据。请检查导出时的日期或筛选条件，再保存一次。',
  'error.file/one-column':
    '只找到一列“{column}”。可能是列分隔符比较特殊（请在“文件的读取方式”中另选），也可能这不是客户或订单表。',
  'error.file/too-many-columns':
    '这个文件似乎有 {columns, number} 列，而 Kith 最多读取 {limit, number} 列。很可能列分隔符弄错了：请用文本编辑器检查，或重新导出。',
  'error.file/binary': '“{name}”不是文本文件，可能是图片、PDF 或压缩文件。Kith 读取 CSV 和 .xlsx，请导出为其中一种后再放入。',
  'error.file/spreadsheet':
    '“{name}”是 Kith 无法读取的电子表格格式。请用 Excel、WPS 或在线表格打开，选择“另存为”或“下载”，保存为 .xlsx 或 CSV（UTF-8），再放入该文件。',
  'error.file/archive-broken': '无法解开“{name}”：文件已损坏或不完整。请重新下载或导出，或把表格另存为 CSV。',
  'error.file/archive-locked': '“{name}”设有密码。请先取消密码，或自行解压后放入其中的 CSV 文件。',
  'error.file/archive-method': '“{name}”的压缩方式浏览器不支持。请自行解压后放入其中的 CSV 文件。',
  'error.file/archive-many': '“{name}”里的表格超过 {limit, number} 个。请自行解压，放入需要的文件。',
  'error.file/archive-too-large':
    '“{name}”解开后会超过 {limit, number} MB，因此没有打开。如果确认文件没有问题，请自行解压后放入其中的 CSV 文件。',
  'error.file/archive-empty': '“{name}”里没有表格：没有 CSV，没有文本，也没有带内容的工作表。请打开看看，再放入您要的文件。',
  'error.file/unreadable':
    '浏览器无法读取“{name}”（{reason}）。如果文件被移动或修改过，请重新选择；如果在网络盘上，请先复制到本机。',
  'error.file/unclosed-quote':
    '第 {line, number} 行有一个引号一直没有闭合，后面的行无法分开。请在该行补上缺少的 "，或重新导出文件。',
  'error.file/cell-too-long':
    '第 {line, number} 行有一个单元格超过 {limit, number} 个字符，可能缺了引号。请修改该行，或重新导出文件。',
  'error.import/totals-only':
    '这个文件的每一行都是汇总数（按“{column}”），不是一位客户或一笔订单。汇总数看不出客户是谁，因此无法分析。请导出订单或客户明细，每行一条。',
  'error.import/goods-only':
    '这是一份商品清单（按“{column}”列），不是客户或订单。文件会保留，用来核对订单中商品名称的写法；除此之外不作计算。',
  'error.import/no-customer': '没有一列（{columns}）能说明客户是谁。请将其中一列设为“客户编号”“电子邮箱”“电话”或“客户姓名”。',
  'error.import/nothing-imported':
    '没有一行可以导入，{rejected, number} 行被退回。请查看文件下列出的原因，最常见的是某一列被误当作日期或金额。',
  'error.import/broken-ids':
    '“{column}”有 {n, number} 个单元格（第 {lines} 行）的编号被电子表格改成了“{example}”这样的近似值：后面的数字已丢失，不同的编号看起来一样。为避免混淆，这些单元格按空白处理。请从店铺或工具重新导出，不要用 Excel 打开，直接拖进来；如果一定要用 Excel，请用“数据 → 从文本/CSV”导入，并把这一列设为“文本”。',
  'error.store/full':
    '浏览器空间不足{needed, select, unknown {} other {（需要 {needed}）}}，没有做任何更改。请清理磁盘空间、在“数据”页移除旧文件，或换用空间更大的浏览器。',
  'error.store/newer':
    '这里保存的内容由更新版本的 Kith 写入（版本 {found}，当前只支持到 {known}），已原样保留。请重新加载页面以使用新版本。',
  'error.store/blocked': '另一个打开 Kith 的标签页正占用您的数据。请关闭其他 Kith 标签页，然后重新加载本页。',
  'error.store/failed':
    '浏览器无法保存或取出您的数据（{reason}）。有些浏览器的无痕窗口不允许保存，请改用普通窗口。您的文件没有受到影响。',
  'error.store/locked': '工作区已锁定，或在另一个标签页中被加锁或取消加锁。没有做任何更改。请重新加载本页并输入密码短语。',
  'error.store/no-crypto':
    '在这个地址上，浏览器不提供备份和加锁所需的加密与校验功能。请通过 https 打开 Kith，或在本机（localhost）上打开。',
  'error.lock/wrong-passphrase': '密码短语不对，没有做任何更改。请检查大小写和输入法，或使用恢复码。',
  'error.lock/wrong-code': '恢复码不对，没有做任何更改。每次更改密码短语都会生成新的恢复码。',
  'error.backup/not-ours': '“{name}”不是 Kith 制作的备份，没有做任何更改。请选择以 .kith 结尾的文件。',
  'error.backup/newer':
    '这个备份由更新版本的 Kith 制作（版本 {found}，当前只支持到 {known}），没有做任何更改。请重新加载页面以使用新版本。',
  'error.backup/truncated': '“{name}”的结尾缺失，可能在复制或下载时中断了。没有做任何更改。请重新复制一次，或使用其他备份。',
  'error.backup/damaged':
    '“{name}”与写入时不一致（{reason}），可能在途中被更改或损坏。这里没有做任何更改。请重新复制一次，或使用其他备份。',
  'error.backup/unwritten':
    '备份没有写成，或读回的内容不一致（{reason}）。请不要依赖那个文件。请重新保存；如果该处空间不足或有故障，请换一个位置。',
  'error.analysis/no-data': '还没有可用的数据。请放入一份订单或客户的 CSV。',
  'error.analysis/too-few-customers':
    '现有 {n, number} 位客户，至少需要 {needed, number} 位，分群或预测才有意义。总额和客户名单仍然正确。',
  'error.analysis/no-features':
    '没有可以用来比较客户的内容：没有带日期的订单、没有金额，也没有特征。请添加订单文件，或把某一列标为数值或类别。',
  'error.analysis/one-class':
    '全部 {n, number} 位客户的结果都一样：“{label}”都是“{value}”。只有既有离开也有留下的客户，才能学习谁会离开。请检查这一列，或添加更早的数据。',
  'error.analysis/too-few-of-a-class':
    '“{label}”的两种结果中，有一种只有 {n, number} 位客户，至少需要 {needed, number} 位才能从中学习。',
  'error.analysis/no-outcome':
    '没有内容说明谁离开了：既没有这样的一列，也没有可据以判断的带日期订单。请添加带日期的订单，或标出说明客户是否离开的那一列。',
  'error.analysis/no-history':
    '订单只跨越 {days, number} 天，至少需要 {needed, number} 天才能回头看出谁不再购买。请添加更早的订单。',
  'error.analysis/unknown-column': '某项设置用到了“{column}”这一列，但您的文件中已经没有它。请在“数据”页撤销设置，或另选一列。',
  'error.engine/failed':
    '计算引擎无法启动，或自检没有通过（{reason}），因此没有用它计算任何内容。请重新加载页面；如果仍不行，请换一个浏览器。',
  'error.model/newer': '保存的模型由更新版本的 Kith 写入（版本 {found}，当前只支持到 {known}）。请重新加载页面。',
  'error.model/bad-input': '模型收到了无法学习的内容（{reason}）。没有做任何更改。',
  'error.job/crashed':
    'Kith 负责计算的部分意外停止（{reason}），通常是内存不足。已保存的内容没有丢失。请重新加载页面、关闭其他标签页，或减少行数再试。',
  'error.job/unexpected':
    '发生了不该发生的错误，是我们的问题，不是您的文件有误（{reason}）。已保存的内容没有丢失。请再试一次，或重新加载页面。',
};
