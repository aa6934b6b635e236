module.exports = { displayName: 'pay', preset: '../../jest.process.preset.cjs' };
