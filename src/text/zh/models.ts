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

  'model.name.tree': '流失概率（单棵决策树）',
  'model.tree.steps': '客户被一个接一个的问题分开；回答相同的客户得到相同的概率。',
  'model.tree.unsteady': '换掉少数客户就可能长出另一棵树：看最前面的几个问题，不要看最后的。',
  'model.trees.association': '它问的是与流失一同出现的情况，这些未必是流失的原因。',
  'model.name.forest': '流失概率（随机森林）',
  'model.forest.many-trees': '长出许多棵树，每棵只用随机抽取的一部分客户，再取它们回答的平均。',
  'model.forest.not-readable': '问题有成百上千个，无法逐个阅读：请看为每位客户给出的原因。',
  'model.name.boosting': '流失概率（梯度提升）',
  'model.boosting.small-steps': '一棵接一棵地加上小树，每一棵都修正前面留下的一点误差。',

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
  'reason.unreadable-model': '保存的模型无法读取',
  'reason.cpu-did-not-start': '计算部分没有启动',
  'reason.wrong-known-answer': '计算部分算错了已知答案',
};
