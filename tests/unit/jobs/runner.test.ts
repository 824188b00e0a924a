import { runnerSuite } from './runner-suite';

runnerSuite('Node');
