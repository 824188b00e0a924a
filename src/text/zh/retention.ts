import type { retention as english } from '../en/retention';

/** 订阅能持续多久（“价值”页），以及模型的前提。 */
export const retention: Record<keyof typeof english, string> = {
  'retention.title': '订阅能持续多久',
  'retention.lead.tenure':
    '是否离开看“{label}”，持续时间看“{column}”（{unit}）。共 {n, number} 份订阅，其中 {left, number} 份已结束。',
  'retention.lead.dates': '从“{column}”到“{end}”，或到 {day} 仍在继续。共 {n, number} 份订阅，其中 {left, number} 份已结束。',
  'retention.unit.day': '天',
  'retention.unit.week': '周',
  'retention.unit.month': '月',
  'retention.unit.year': '年',
  'retention.working': '正在逐一跟踪订阅……',
  'retention.stopped': '已停止。',
  'retention.again': '开始计算',
  'retention.finding': '每 100 份订阅中，{months, number} 个月后还有 {year, number} 份',
  'retention.finding.ahead':
    '每 100 份订阅中，{months, number} 个月后还有 {year, number} 份；预计 {ahead, number} 个月后还有 {later, number} 份',
  'retention.note':
    '仍在继续的订阅，按观察到的时间计入。每个月的真实比例有 95% 的把握落在色带之内。还没有观察到的月份，由曲线继续推算。',
  'retention.half': '{months, number} 个月后有一半离开。',
  'retention.half.not': '到观察结束时，仍有一半以上在继续。',
  'retention.x': '开始后的月数',
  'retention.y': '仍在继续的比例',
  'retention.month': '月',
  'retention.atRisk': '月初仍在',
  'retention.ended': '当月离开',
  'retention.seen': '观察到的',
  'retention.low': '下限',
  'retention.high': '上限',
  'retention.model': '预期',
  'retention.ages': '留下来的会继续留下：今后还有多少',
  'retention.ages.of': '已持续的月数',
  'retention.ages.from': '{from, plural, =0 {不足一个月} other {# 个月以上}}',
  'retention.ages.n': '仍在继续',
  'retention.ages.renews': '再留一个月的概率',
  'retention.ages.residual': '今后的月数',
  'retention.ages.note': '今后的月数按每年 {rate} 折现：乘以一份订阅每月带来的收入，就是它今天的价值。',
  'retention.card':
    '移位贝塔—几何模型（Fader 与 Hardie，2007）：alpha {alpha}（± {alphaError}），beta {beta}（± {betaError}），对数似然 {likelihood}。如果人人都以同样的概率（每月 {churn}）离开，则为 {constant}。',
  'retention.card.better': '“各份订阅离开的难易不同”明显更能解释观察到的情况。',
  'retention.card.alike': '“人人概率相同”的解释几乎一样好。',
  'retention.refused': '无法说明订阅能持续多久',
  'retention.model.refused': '没有模型适合这些数据；曲线本身仍然有效。',
  'note.retention-skipped': '有 {n, number} 行没有说明持续时间或是否离开，未计入。',
  'note.retention-off': '预期曲线与观察到的最多相差 {share, number, percent}（占全部订阅）：订阅可能分几种，或在固定日期结束。',
  'note.retention-held': '仅凭数据无法确定模型：参数被保持在常见的数值附近。',

  'model.name.sbg': '订阅能持续多久（移位贝塔—几何模型）',
  'model.sbg.own-chance': '每份订阅每个月都以自己的概率结束，这个概率不变。',
  'model.sbg.chances-differ': '各份订阅的概率不同；容易离开的先离开。',
  'model.sbg.no-calendar': '它不知道季节、涨价或按年的合同。',
  'model.sbg.far-ahead': '远远超出观察范围的部分，只依靠模型。',

  'error.retention/no-label': '没有哪一列说明谁离开了。请在“预测”页指定一列，或导入含有这一列的文件。',
  'error.retention/no-time':
    '{file} 中的“{label}”说明了谁离开，但没有哪一列说明他们待了多久。需要月数（在网时长）一列，或开始和结束的日期。',
  'error.retention/too-few':
    '{n, number} 份订阅太少，或其中结束的（{left, number} 份）太少：至少需要 {needed, number} 份，其中 {neededLeft, number} 份已结束。',
};
