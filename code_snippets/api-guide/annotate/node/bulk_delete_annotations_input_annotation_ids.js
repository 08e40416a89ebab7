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
// The ID of the app that holds the data.
const APP_ID = "YOUR_APP_ID_HERE";
// The ID of the first input.
const INPUT_ID_1 = "5f1c62e07ad94b1c8f20d9b3a6e4f7c1";
// The ID of the second input.
const INPUT_ID_2 = "a94e0d2b6c8f4f0e9b7d15c3e82a6f04";
// The ID of the annotation to delete from the first input.
const ANNOTATION_ID_1 = "0d7b8e5c41f24a6f9c3e6a2b9d8f1e70";
// The ID of the annotation to delete from the second input.
const ANNOTATION_ID_2 = "c2f96a13e5d74b8ab0481d7e3f5c9a26";

// Nothing below needs a change.

async function main() {
  const stub = ClarifaiStub.grpc();

  const metadata = new grpc.Metadata();
  metadata.set("authorization", `Key ${PAT}`);

  const request = {
    user_app_id: { user_id: USER_ID, app_id: APP_ID },
    input_ids: [INPUT_ID_1, INPUT_ID_2],
    ids: [ANNOTATION_ID_1, ANNOTATION_ID_2],
  };
  const call = promisify(stub.DeleteAnnotations.bind(stub));
  // A call that does not reach the API throws.
  const response = await call(request, metadata);

  const { code, description, details } = response.status;
  if (code !== StatusCode.SUCCESS) {
    throw new Error(`DeleteAnnotations failed: ${description} ${details}`);
  }
  console.log("DeleteAnnotations succeeded");
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
