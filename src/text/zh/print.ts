import type { print as english } from '../en/print';

export const print: Record<keyof typeof english, string> = {
  'print.button': '打印',
  'print.title': '把本页打印成报告',
  'print.detail': 'A4 纸，不含菜单和按钮。打印机列表中可选“另存为 PDF”。',
  'print.name': '页首名称',
  'print.name-hint': '例如您的店名。只记在本浏览器中。',
  'print.head': '{screen}，截至 {day}。共 {n, number} 位客户。',
};
