import type { start as english } from '../en/start';

export const start: Record<keyof typeof english, string> = {
  'start.answer': '放入您手头的 CSV 文件，数据绝不离开本浏览器。',
  'start.detail':
    '订单、付款记录、客户名单、问卷答案：Kith 就在这台设备上读取，告诉您客户是谁、分成哪些群体、谁快要离开、先联系谁。',
  'start.drop-title': '把 CSV 文件拖到这里',
  'start.pick': '选择文件',
  'start.paste': '粘贴表格',
  'start.formats':
    '支持 CSV、TSV 和 Excel（.xlsx），Shopify、Stripe、有赞、在线表格等导出的文件都可以，.zip 或 .gz 压缩包也行，可一次放入多个。',
  'start.paste-title': '粘贴表格',
  'start.paste-label': '表格内容（第一行为表头）',
  'start.paste-hint': '可以粘贴从电子表格复制的单元格，也可以粘贴 CSV 文本。在页面其他位置按 Ctrl+V 效果相同。',
  'start.paste-go': '读取',
  'start.pasted-name': '粘贴的表格.csv',
  'start.sample-title': '手头没有文件？',
  'start.sample-text': '看看我们虚构的一家店铺：约两千位虚构客户，与您自己的数据完全分开。',
  'start.sample': '试试虚构店铺',
  'start.waiting-title': '有 {n, number} 个文件等您核对',
  'start.waiting-text': '这 {n, number} 个文件还没有保存，新放入的文件会一起核对。',
  'start.waiting-go': '去核对',
  'start.have-title': '这里已保存您的 {n, number} 个文件',
  'start.have-text': '新文件会与它们合在一起；同一个文件放入两次会被发现。',
  'start.have-go': '查看我的客户',
  'start.promise-title': '我们的承诺',
  'start.promise-1': '数据不外传',
  'start.promise-1-text': '本页面被禁止与任何其他计算机通信。断开网络，它照样能用。',
  'start.promise-2': '数据不丢失',
  'start.promise-2-text': '每一行要么被读入，要么连同行号和原因一起列出。',
  'start.promise-3': '不暗中猜测',
  'start.promise-3-text': '每一列被理解成什么，您都看得到，也都能修改。',
};
