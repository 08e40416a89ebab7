const { promisify } = require("node:util");

const { ClarifaiStub, grpc } = require("clarifai-nodejs-grpc");
const {
  StatusCode,
} = require("clarifai-nodejs-grpc/proto/clarifai/api/status/status_code_pb");

// Change these values to your own.

// Your user ID.
const USER_ID = "YOUR_USER_ID_HERE";
// Your personal access token (PAT), from the security settings of your
// account. Keep it out of every repository.
const PAT = "YOUR_PAT_HERE";
// The key to delete. Its ID is the key itself, so keep it out of every
// repository until it is gone.
const KEY_ID = "81f4c6e07a2d4b9db35e90c8d1f7a264";

// Nothing below needs a change.

async function main() {
  const stub = ClarifaiStub.grpc();

  const metadata = new grpc.Metadata();
  metadata.set("authorization", `Key ${PAT}`);

  const request = {
    user_app_id: { user_id: USER_ID },
    key_id: KEY_ID,
  };
  const call = promisify(stub.DeleteKey.bind(stub));
  // A call that does not reach the API throws.
  const response = await call(request, metadata);

  const { code, description, details } = response.status;
  if (code !== StatusCode.SUCCESS) {
    throw new Error(`DeleteKey failed: ${description} ${details}`);
  }
  console.log("DeleteKey succeeded");
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
