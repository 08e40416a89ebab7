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
// The mask, an image file, as base64 text.
const MASK = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAAAAAA6mKC9AAAAKElEQVR42mNgIBL8BwI0LrLQ//9oIugC//+jiZAhQNgWTIdhOh0vAABJBW+R7Pey1wAAAABJRU5ErkJggg==",
  "base64",
);
// The ID of the concept that the region shows.
const CONCEPT_ID = "street-sign";

// Nothing below needs a change.

async function main() {
  const stub = ClarifaiStub.grpc();

  const metadata = new grpc.Metadata();
  metadata.set("authorization", `Key ${PAT}`);

  const request = {
    user_app_id: { user_id: USER_ID, app_id: APP_ID },
    annotations: [
      {
        input_id: INPUT_ID,
        data: {
          regions: [
            {
              region_info: {
                mask: {
                  image: { base64: MASK },
                },
              },
              data: {
                concepts: [{ id: CONCEPT_ID, value: 1.0 }],
              },
            },
          ],
        },
      },
    ],
  };
  const call = promisify(stub.PostAnnotations.bind(stub));
  // A call that does not reach the API throws.
  const response = await call(request, metadata);

  const { code, description, details } = response.status;
  if (code !== StatusCode.SUCCESS) {
    throw new Error(`PostAnnotations failed: ${description} ${details}`);
  }
  console.log(JSON.stringify(response, null, 2));
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
