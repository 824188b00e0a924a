import type { models as english } from '../en/models';

export const models: Record<keyof typeof english, string> = {
  'model.name.k-means': '相似客户分群（k-means）',
  'model.k-means.round-groups': '假定每个群体都围绕一位典型客户，呈大小相近的圆团分布。',
  'model.k-means.scale-matters': '数值跨度越大的特征影响越大；除非你另有选择，各特征会先换算到同一尺度。',
  'model.k-means.always-groups': '任何名单它都能分出群来，哪怕本来没有真正的群体：行动之前，先看各群之间分得有多开。',
  'model.k-means.outliers': '少数非常特殊的客户可能把某个群体拉向自己，或者自成一群。',

  'model.name.logistic': '流失概率（逻辑回归）',
  'model.logistic.adds-up': '假定每个特征各自推高或拉低流失风险，作用可以相加。',
  'model.logistic.future-like-past': '假定今后的客户与它学习过的客户行为相似。',
  'model.logistic.association': '它知道哪些情况常与流失一同出现，但不知道原因：改变这些特征未必能留住客户。',
  'model.logistic.shared-weights': '当两个特征说的几乎是同一件事时，权重会由它们分摊：要放在一起看，不要单看一个。',

  'model.name.pca': '客户之间的主要差异（PCA）',
  'model.pca.straight-lines': '假定最大的差异沿着穿过客户点云的直线展开。',
  'model.pca.scale-matters': '数值跨度越大的特征影响越大；除非您另有选择，各特征会先换算到同一尺度。',
  'model.pca.left-out': '两个方向装不下全部差异：在图上重叠的客户，可能在未画出的方面有所不同。',

  'reason.no-rows': '里面没有客户',
  'reason.one-row': '只有一位客户',
  'reason.no-columns': '没有可用来比较客户的内容',
  'reason.wrong-length': '各部分长度不一致',
  'reason.not-finite': '有数值缺失或为无穷大',
  'reason.one-class': '所有人的结果都相同',
  'reason.fewer-rows-than-groups': '客户数少于群体数',
  'reason.fewer-different-rows-than-groups': '互不相同的客户数少于群体数',
  'reason.wrong-columns': '列与模型学习时所用的不同',
  'reason.bad-setting': '某项设置超出了允许范围',
  'reason.too-alike': '彼此不同的客户太少',
  'reason.unreadable-model': '保存的模型无法读取',
  'reason.cpu-did-not-start': '计算部分没有启动',
  'reason.wrong-known-answer': '计算部分算错了已知答案',
};
