export { isAscii, scanRows } from './scan';
export { indexTexts, textCode, textCodes } from './texts';
export { firstUnlikeNumber, numbers } from './numbers';
export { days, firstUnlikeDay } from './days';
