module.exports = { displayName: 'api-documents', preset: '../../jest.process.preset.cjs' };
