export { currentEngine, startEngine, type Engine, type EngineName, type EngineOptions } from './engine';
