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
// The ID of the input.
const INPUT_ID = "5f1c62e07ad94b1c8f20d9b3a6e4f7c1";
// The ID of the first annotation track.
const ANNOTATION_TRACK_ID_1 = "7c05e9d1f4b84d3aa6e20b97c1d83f52";
// The ID of the second annotation track.
const ANNOTATION_TRACK_ID_2 = "e1b6720fa93c4c58bd4f5a0e8692d7c4";

// Nothing below needs a change.

async function main() {
  const stub = ClarifaiStub.grpc();

  const metadata = new grpc.Metadata();
  metadata.set("authorization", `Key ${PAT}`);

  const request = {
    user_app_id: { user_id: USER_ID, app_id: APP_ID },
    input_id: INPUT_ID,
    ids: [ANNOTATION_TRACK_ID_1, ANNOTATION_TRACK_ID_2],
  };
  const call = promisify(stub.DeleteAnnotationTracks.bind(stub));
  // A call that does not reach the API throws.
  const response = await call(request, metadata);

  const { code, description, details } = response.status;
  if (code !== StatusCode.SUCCESS) {
    throw new Error(`DeleteAnnotationTracks failed: ${description} ${details}`);
  }
  console.log("DeleteAnnotationTracks succeeded");
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
