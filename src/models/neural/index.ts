export { lossCurveOf, neuralModel, type LossCurve, type NeuralOptions } from './neural';
