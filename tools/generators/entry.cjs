// Nx asks for JavaScript; the generators are TypeScript like everything else here.
require('../build/swc-register.cjs');

const { nxGenerator } = require('./src/nx-generator.ts');
const { generateAdapter } = require('./src/adapter/adapter.generator.ts');
const { generateMessage } = require('./src/message/message.generator.ts');
const { writeDocuments } = require('./src/message/write-documents.ts');
const { generateUseCase } = require('./src/use-case/use-case.generator.ts');

module.exports = {
  adapter: nxGenerator(generateAdapter),
  message: nxGenerator(generateMessage, writeDocuments),
  useCase: nxGenerator(generateUseCase),
};
